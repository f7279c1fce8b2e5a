package no.ditioroutes.camel;

import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.stream.SyncRun;
import org.apache.camel.Component;

/**
 * {@code ditio-kafka:upsert} and {@code ditio-kafka:delete} stage the current record for a topic. {@code
 * ditio-stream:commit} publishes it with all others of its page, unless it also goes to a table that already has this
 * version.
 */
public final class KafkaEndpoint extends SinkEndpoint {

    private String topic;

    KafkaEndpoint(String uri, Component component, String operation) {
        super(uri, component, operation);
    }

    /** Names the topic. Default: {@code ditio.STREAM}. Example: {@code fleet.hours}. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    @Override
    void stage(SyncRun run, DitioRecord record, boolean isDelete) {
        run.writes().toTopic(topic == null ? run.topic() : topic, record, isDelete);
    }
}
