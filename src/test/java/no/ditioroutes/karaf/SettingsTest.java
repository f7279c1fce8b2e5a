package no.ditioroutes.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** Whoever knows the settings of one runtime knows those of the other. */
class SettingsTest {

    private static final Pattern SPRING = Pattern.compile("\\$\\{(\\w+):(.*)}");

    @Test
    void areTheSameOnKarafAsOnSpringBootWithTheirVariablesAndDefaults() throws IOException {
        assertThat(onKaraf()).isEqualTo(onSpringBoot());
    }

    private static Map<String, String> onKaraf() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("config", "ditio.routes.cfg"), StandardCharsets.UTF_8)) {
            settings.load(file);
        }
        return texts(settings);
    }

    /** As Karaf would have them, without those that are about Spring Boot itself. */
    private static Map<String, String> onSpringBoot() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("config/application.yaml"));
        Map<String, String> settings = texts(yaml.getObject());
        settings.keySet().removeIf(key -> key.matches("(management|logging|log|spring)[.].*"));
        settings.replaceAll((key, value) -> forKaraf(value));
        return settings;
    }

    /** A variable and its default, which may be another variable. */
    private static String forKaraf(String value) {
        Matcher variable = SPRING.matcher(value);
        return variable.matches() ? "{{env:" + variable.group(1) + ":" + forKaraf(variable.group(2)) + "}}" : value;
    }

    private static Map<String, String> texts(Properties settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().toString(),
                        each -> each.getValue().toString(),
                        (a, b) -> b,
                        TreeMap::new));
    }
}
