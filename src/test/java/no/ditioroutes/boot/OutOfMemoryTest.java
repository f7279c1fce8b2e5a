package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import no.ditioroutes.command.Commands;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command says that ran out of memory. */
class OutOfMemoryTest {

    static Stream<Commands.Host> hosts() {
        return Stream.of(
                work -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                work -> {
                    throw new IllegalStateException(
                            "the route failed", new CompletionException(new OutOfMemoryError("Java heap space")));
                });
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void isOneLineAndExitCodeFive(Commands.Host host) {
        Ran ran = Ran.of(() -> Commands.line(host), "status");

        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .contains("MB was too small (Java heap space)", "-Xmx", "sync.chunk-limit");
    }
}
