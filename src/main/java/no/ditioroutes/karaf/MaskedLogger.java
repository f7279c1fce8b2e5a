package no.ditioroutes.karaf;

import java.io.PrintWriter;
import java.io.StringWriter;
import no.ditioroutes.SecretMasker;
import org.osgi.service.log.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Masks secrets in messages and stack traces before they reach a logger of Karaf. */
final class MaskedLogger extends LegacyAbstractLogger {

    private final transient Logger karaf;
    private final boolean silent;

    MaskedLogger(String name, Logger karaf) {
        this.name = name;
        this.karaf = karaf;
        this.silent = SecretMasker.LOGS_OF_CALLS.contains(name);
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        String text = SecretMasker.mask(MessageFormatter.basicArrayFormat(pattern, arguments) + trace(thrown));
        switch (level) {
            case ERROR -> karaf.error(text);
            case WARN -> karaf.warn(text);
            case INFO -> karaf.info(text);
            case DEBUG -> karaf.debug(text);
            case TRACE -> karaf.trace(text);
        }
    }

    private static String trace(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return System.lineSeparator() + trace;
    }

    @Override
    public boolean isTraceEnabled() {
        return !silent && karaf.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return !silent && karaf.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return karaf.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return karaf.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return karaf.isErrorEnabled();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }
}
