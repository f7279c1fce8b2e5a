package no.ditioroutes.camel;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/** Converts a row of the table of rejects to the message of a dead-letter topic. */
public final class DeadLetter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<?, ?> row = message.getBody(Map.class);
        message.removeHeaders("*");
        message.setHeader(KafkaConstants.KEY, row.get("stream") + "/" + row.get("record_id"));
        header(message, "ditio-stream", row.get("stream"));
        header(message, "ditio-reason", row.get("reason"));
        header(message, "ditio-reject", row.get("id"));
        message.setBody(row.get("raw"));
    }

    private static void header(Message message, String name, Object value) {
        message.setHeader(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
