package no.ditioroutes.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Creates the steps of {@link SqlEndpoint}. */
public final class SqlComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) throws Exception {
        SqlEndpoint endpoint = new SqlEndpoint(uri, this, operation);
        endpoint.checkOptions(parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
