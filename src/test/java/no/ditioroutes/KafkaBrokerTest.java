package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    @Test
    void rejectsAPortThatIsInUse(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                KafkaBroker broker = KafkaBroker.in(folder, taken.getLocalPort())) {
            assertThatIllegalStateException()
                    .isThrownBy(broker::start)
                    .withMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void readsATopicThatDoesNotExistAsEmpty() {
        assertThat(PublishedTopic.read(KafkaBroker.shared().brokers(), "nowhere")
                        .entries())
                .isEmpty();
    }
}
