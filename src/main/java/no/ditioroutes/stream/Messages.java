package no.ditioroutes.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.stream.tables.Reject;
import org.apache.kafka.common.header.Header;

/** Creates Kafka messages for records: the key is the id, the value the bytes Ditio sent. */
final class Messages {

    private Messages() {}

    /** Returns one message; for a delete also a second one without a value, so that compaction removes the key. */
    static List<KafkaPublisher.Message> of(String stream, String topic, PageWrites.Change change) {
        DitioRecord record = change.record();
        byte[] key = bytes(record.id());
        List<Header> headers = headers(stream, change);
        KafkaPublisher.Message message = new KafkaPublisher.Message(topic, key, record.json(), headers);
        return change.delete()
                ? List.of(message, new KafkaPublisher.Message(topic, key, null, headers))
                : List.of(message);
    }

    /** Returns the reject for a message that Kafka does not accept; the table has the record nevertheless. */
    static Reject reject(String stream, KafkaPublisher.Refused refused) {
        KafkaPublisher.Message message = refused.message();
        return new Reject(
                stream,
                new String(message.key(), StandardCharsets.UTF_8),
                "stored, but not published to " + message.topic() + ": " + refused.reason(),
                message.value() == null ? "" : new String(message.value(), StandardCharsets.UTF_8));
    }

    private static List<Header> headers(String stream, PageWrites.Change change) {
        List<Header> headers = new ArrayList<>(3);
        headers.add(KafkaPublisher.Message.header("ditio-stream", stream));
        headers.add(KafkaPublisher.Message.header("ditio-op", change.delete() ? "delete" : "upsert"));
        if (change.record().version() != null) {
            headers.add(KafkaPublisher.Message.header(
                    "ditio-modified", change.record().version().toString()));
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
