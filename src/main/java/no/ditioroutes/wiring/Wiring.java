package no.ditioroutes.wiring;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import no.ditioroutes.SecretSetting;

/** Wires the objects of the program, one part after the other; a part names the others that it depends on. */
public final class Wiring {

    private Wiring() {}

    /**
     * Returns the objects of the program. None is created yet, so wrong settings are reported by the first object that
     * needs them.
     *
     * @param settings returns the value of a setting by its key, null if it is not set
     * @param registry collects the metrics
     */
    public static Beans wire(UnaryOperator<String> settings, PrometheusMeterRegistry registry) {
        Beans beans = new Beans();
        wire(beans, new SettingReader(settings), registry);
        return beans;
    }

    static void wire(Beans beans, SettingReader settings, PrometheusMeterRegistry registry) {
        MonitorBeans monitor = new MonitorBeans(beans, settings, registry);
        DitioBeans ditio = new DitioBeans(beans, settings, monitor);
        DatabaseBeans database = new DatabaseBeans(beans, settings);
        KafkaBeans kafka = new KafkaBeans(beans, settings);
        InboxBeans inbox = new InboxBeans(beans, settings, monitor, database);
        new CatalogueBeans(beans, settings, monitor, ditio, database);
        StateBeans states = new StateBeans(beans, settings, monitor, ditio, database, inbox);
        new OperateBeans(beans, settings, monitor, ditio, database, kafka, inbox, states);
    }

    /** Adds a secret, which comes from a variable or from the file that another variable names. */
    static Supplier<SecretSetting> secret(
            Beans beans, SettingReader settings, String name, String variable, String key) {
        return beans.add(
                name,
                SecretSetting.class,
                () -> new SecretSetting(variable, settings.text(key), settings.text(key + "-file")));
    }
}
