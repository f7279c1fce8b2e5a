package no.ditioroutes.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Pattern;

/** The instructions of {@code docker/Dockerfile}. */
final class Dockerfile {

    private static final String TEXT = Texts.read("docker/Dockerfile").replace("\\\n", " ");

    private Dockerfile() {}

    /** What stands behind each instruction of this name, in order. */
    static List<String> of(String instruction) {
        return Pattern.compile("(?m)^" + instruction + " +(.*)$")
                .matcher(TEXT)
                .results()
                .map(line -> line.group(1).strip())
                .toList();
    }

    /** Its words, which it has in the form that needs no shell. */
    static String[] entrypoint() throws JsonProcessingException {
        return new ObjectMapper().readValue(of("ENTRYPOINT").get(0), String[].class);
    }
}
