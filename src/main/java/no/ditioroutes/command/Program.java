package no.ditioroutes.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.telematics.StatesApi;
import no.ditioroutes.wiring.Beans;
import org.apache.camel.CamelContext;

/** The running program: the routes and their dependencies. A runtime starts and closes it. */
public final class Program {

    private static final List<String> ADDRESSES = List.of("identity", "api", "reporting", "masstransport");

    private final Beans beans;
    private final UnaryOperator<String> settings;
    private final Supplier<CamelContext> camel;

    /**
     * Creates the program.
     *
     * @param settings returns the value of a setting by its key
     * @param camel returns Camel with its routes, which the first call may start
     */
    public Program(Beans beans, UnaryOperator<String> settings, Supplier<CamelContext> camel) {
        this.beans = beans;
        this.settings = settings;
        this.camel = camel;
    }

    /**
     * Returns the streams as the route files define them, or as they run if Camel has started.
     *
     * @throws UserFacingException if there are no streams
     */
    public StreamRegistry streams() {
        StreamRegistry streams = bean(StreamRegistry.class);
        if (streams.names().isEmpty()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    streams.rejected().stream()
                            .findFirst()
                            .map(fault -> "No stream can be loaded. " + fault.getMessage())
                            .orElse("No stream in " + Path.of("routes").toAbsolutePath()
                                    + ": run this from the folder that holds routes/ and config/"));
        }
        return streams;
    }

    /** Returns the runner of the streams' routes; the first call loads the routes. */
    public StreamRoutes streamRoutes() {
        return new StreamRoutes(camel(), bean(StreamRegistry.class));
    }

    /** Returns the only object of a type, and creates it if it was not needed before. */
    public <T> T bean(Class<T> type) {
        return beans.get(type);
    }

    /**
     * Checks the settings that are otherwise read on first use, so that a service does not start with wrong ones.
     *
     * @throws UserFacingException if a setting is missing or wrong
     */
    public void check() {
        bean(Credentials.class).check();
        bean(Database.class).checkSettings();
        addresses();
        StreamRegistry streams = streams();
        streams.names().forEach(streams::get);
    }

    /**
     * Describes how Ditio is reached.
     *
     * @throws UserFacingException if an address is invalid or may not be used
     */
    public String addresses() {
        HttpTransport transport = bean(HttpTransport.class);
        List<String> bases = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (String api : ADDRESSES) {
            String setting = "DITIO_" + api.toUpperCase(Locale.ROOT) + "_BASE";
            String text = setting("ditio." + api + "-base");
            // Without an address for machine states, none are sent.
            if (!api.equals("masstransport") || !text.isBlank()) {
                String base = transport.base(setting, text);
                bases.add(base);
                if (base.startsWith("http:")) {
                    plain.add(setting);
                }
            }
        }
        String encryption = plain.isEmpty() ? transport.toString() : "http, not encrypted: " + String.join(", ", plain);
        return encryption + transport.proxiesOf(bases);
    }

    /** Describes the targets of records. */
    public String targets() {
        return bean(KafkaPublisher.class).isOn() ? "SQL and Kafka" : "SQL alone: KAFKA_BROKERS is not set";
    }

    /** Describes the inbox. */
    public String inbox() {
        String folder = "the inbox " + Path.of(setting("inbox.folder"));
        return bean(StatesApi.class).isOn()
                ? folder
                : folder + "; DITIO_MASSTRANSPORT_BASE is not set: no machine states";
    }

    /** Returns the value of a setting. */
    public String setting(String key) {
        return settings.apply(key);
    }

    public CamelContext camel() {
        return camel.get();
    }
}
