package no.ditioroutes.camel;

import no.ditioroutes.SecretMasker;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in one line why a component could not poll; it polls again. */
public final class PollErrors implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PollErrors.class);

    @Override
    public void handleException(Throwable exception) {
        handleException("Polling failed", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        LOG.warn(
                "{}: {}. It will be retried",
                message,
                SecretMasker.mask(String.valueOf(Causes.of(exception).getMessage())));
        LOG.debug("{}", message, exception);
    }
}
