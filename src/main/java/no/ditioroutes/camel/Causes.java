package no.ditioroutes.camel;

import no.ditioroutes.UserFacingException;
import no.ditioroutes.routes.StreamRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.CamelContextHelper;

/** Finds the root cause, since Camel wraps exceptions that a bean throws in an expression. */
final class Causes {

    private Causes() {}

    static Throwable of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.camel.")) {
            cause = cause.getCause();
        }
        return cause instanceof DirectConsumerNotAvailableException missing ? noRoute(missing) : cause;
    }

    private static UserFacingException noRoute(DirectConsumerNotAvailableException missing) {
        Exchange exchange = missing.getExchange();
        String target =
                String.valueOf(exchange.getProperty(Exchange.TO_ENDPOINT)).replaceFirst("^direct:(//)?", "");
        String reason = CamelContextHelper.mandatoryFindSingleByType(exchange.getContext(), StreamRegistry.class)
                .reasonWithout(target)
                .orElse("see the files in routes/");
        return new UserFacingException(
                UserFacingException.Kind.SETTINGS,
                "No route runs that starts from direct:" + target + ": " + reason,
                missing);
    }
}
