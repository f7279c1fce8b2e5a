package no.ditioroutes.bench;

import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.model.dataformat.JsonLibrary;

/** The route that one writes first: fetch, split, and for each record one statement and one message. */
final class NaiveRoute {

    private static final String UPSERT =
            """
            sql:insert into machine_registrations
            (id, machine_name, project_number, start_date_time, stop_date_time, qty, approved, modified_date_time, payload)
            values (:#${body[id]}, :#${body[machineName]}, :#${body[projectNumber]},
            cast(:#${body[startDateTime]} as timestamptz), cast(:#${body[stopDateTime]} as timestamptz), :#${body[qty]},
            :#${body[approved]}, cast(:#${body[modifiedDateTime]} as timestamptz), cast(:#${variable.json} as jsonb))
            on conflict (id) do update set payload = excluded.payload""";

    private final CamelContext camel;

    NaiveRoute(CamelContext camel, String base, String brokers, DataSource dataSource) throws Exception {
        this.camel = camel;
        camel.getRegistry().bind("naiveDataSource", dataSource);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:naive")
                        .routeId("naive")
                        .setHeader("Authorization", constant("Bearer bench"))
                        .to(base + "/reporting/v1/machine-registrations")
                        .unmarshal()
                        .json(JsonLibrary.Jackson, Map.class)
                        .split(simple("${body[data]}"))
                        .setVariable("record", body())
                        .marshal()
                        .json(JsonLibrary.Jackson)
                        .convertBodyTo(String.class)
                        .setVariable("json", body())
                        .setBody(variable("record"))
                        .setHeader(KafkaConstants.KEY, simple("${body[id]}"))
                        .to(UPSERT.replace('\n', ' ') + "?dataSource=#naiveDataSource")
                        .setBody(variable("json"))
                        .to("kafka:ditio.machine-registrations?brokers=" + brokers);
            }
        });
    }

    void run() {
        camel.createProducerTemplate().sendBody("direct:naive", "");
    }
}
