package no.ditioroutes.camel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.ditio.DitioRecord;
import org.apache.camel.CamelContext;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * Converts records, so that a route uses them like any other body: {@code ${body[projectNumber]}}, a file, a queue,
 * Kafka itself.
 */
final class RecordConverters {

    private RecordConverters() {}

    static void addTo(CamelContext context) {
        add(context, Map.class, DitioRecord::map);
        add(context, String.class, DitioRecord::toString);
        add(context, byte[].class, DitioRecord::json);
        add(context, InputStream.class, record -> new ByteArrayInputStream(record.json()));
    }

    private static <T> void add(CamelContext context, Class<T> type, Function<DitioRecord, T> conversion) {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        type,
                        DitioRecord.class,
                        new SimpleTypeConverter(
                                false, (to, exchange, record) -> conversion.apply((DitioRecord) record)));
    }
}
