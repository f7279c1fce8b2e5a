package no.ditioroutes.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.Catalogue;
import no.ditioroutes.database.Database;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** The objects of the program and the settings they read. */
class WiringTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:(.*)}");

    @Test
    void hasTheDefaultsThatTheShippedSettingsShowSoThatAnOlderFileStillWorks() {
        Beans beans = new Beans();
        SettingReader settings = new SettingReader(key -> null);
        Wiring.wire(beans, settings, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

        beans.all();

        Properties shipped = shipped();
        Map<String, String> expected = new HashMap<>();
        settings.defaults().keySet().forEach(key -> expected.put(key, byDefault(shipped.get(key))));
        assertThat(settings.defaults()).isEqualTo(expected);
    }

    @Test
    void makesNothingThatIsNotAskedFor() {
        Beans beans = wire(Map.of("jdbc.url", "no database", "catalogue.batch", "many"));

        assertThat(beans.get(no.ditioroutes.monitor.HealthRegistry.class)).isNotNull();
        assertThatThrownBy(() -> beans.get(Database.class)).isInstanceOf(UserFacingException.class);
        assertThatThrownBy(() -> beans.get(Catalogue.class))
                .isInstanceOf(UserFacingException.class)
                .hasMessage("The setting catalogue.batch is 'many', expected a whole number such as 100");
    }

    @Test
    void namesAFlagAndAClientSettingThatAreNone() {
        assertThatThrownBy(() -> wire(Map.of("ditio.allow-http", "perhaps")).all())
                .hasMessage("The setting ditio.allow-http is 'perhaps', expected true or false");
        assertThatThrownBy(
                        () -> wire(Map.of("kafka.client-settings", "linger.ms")).all())
                .hasMessageContaining("kafka.client-settings has 'linger.ms', expected NAME=VALUE");
    }

    @Test
    void closesWhatItMade() {
        Beans beans = new Beans();
        StringBuilder closed = new StringBuilder();
        var first = beans.add("first", AutoCloseable.class, () -> () -> closed.append("first "));
        beans.add("never", Runnable.class, () -> {
            throw new IllegalStateException("nobody asked for it");
        });
        var second = beans.add("second", AutoCloseable.class, () -> () -> closed.append("second "));
        assertThat(first.get()).isNotSameAs(second.get()).isSameAs(first.get());

        beans.close();

        assertThat(closed).hasToString("second first ");
    }

    private static Beans wire(Map<String, String> settings) {
        return Wiring.wire(settings::get, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    private static Properties shipped() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("config/application.yaml"));
        return yaml.getObject();
    }

    /** Returns what a setting is without its variable; that may have another variable for its default. */
    private static String byDefault(Object value) {
        Matcher variable = VARIABLE.matcher(String.valueOf(value));
        return variable.matches() ? byDefault(variable.group(1)) : String.valueOf(value);
    }
}
