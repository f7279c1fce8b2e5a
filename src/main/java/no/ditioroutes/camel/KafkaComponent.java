package no.ditioroutes.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Creates the steps of {@link KafkaEndpoint}. */
public final class KafkaComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) throws Exception {
        KafkaEndpoint endpoint = new KafkaEndpoint(uri, this, operation);
        endpoint.checkOptions(parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
