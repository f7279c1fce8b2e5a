package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.HOURS;
import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.ApiClient;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How the program proves who it is, and what it says where Ditio does not believe it. */
class TokensTest {

    private static final String CLIENT = "kunde+1/ødegård";
    private static final String SECRET = "s&c=r+t%20 æøå?#;,)'\\";

    @RegisterExtension
    static final Rig RIG = Rig.onH2()
            .with("sync.chunk-limit", 10)
            .with("ditio.silence-timeout-ms", 2000)
            .with("ditio.client-id", CLIENT)
            .with("ditio.client-secret", SECRET);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void tellsNoSecret() {
        root().detachAppender(log);
        assertSecret(log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void fetchesOneTokenForManyPagesAndBothStreams() {
        RIG.machines().add(35);
        RIG.hours().add(5);

        RIG.sync(MACHINES);
        RIG.sync(HOURS);

        assertThat(RIG.sandbox().clients().tokenCalls()).isEqualTo(1);
        RIG.assertMirrored(MACHINES);
    }

    @Test
    void asksForTheScopeOfTheReportingApi() {
        RIG.sync(MACHINES);

        assertThat(RIG.sandbox().requests().matching("/connect/token"))
                .singleElement()
                .satisfies(call -> assertThat(call.body())
                        .contains("scope=reportingapiv1")
                        .contains("grant_type=client_credentials"));
    }

    @Test
    void renewsATokenBeforeItExpires() {
        RIG.sandbox().clients().tokenLifetime(Duration.ofSeconds(2));
        RIG.sandbox().faults().always(MACHINES, Fault.delay(Duration.ofMillis(400)));
        RIG.machines().add(55);

        RIG.sync(MACHINES);

        assertThat(RIG.sandbox().clients().tokenCalls()).isGreaterThan(1);
        assertThat(RIG.pages(MACHINES))
                .hasSize(6)
                .extracting(RecordedRequest::status)
                .containsOnly(200);
    }

    @Test
    void renewsARefusedTokenOnceAndRepeatsTheCall() {
        RIG.machines().add(35);
        RIG.sandbox().faults().after(MACHINES, 2, Fault.tokenRevoked());

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        List<RecordedRequest> pages = RIG.pages(MACHINES);
        assertThat(pages).extracting(RecordedRequest::status).containsExactly(200, 200, 401, 200, 200);
        assertThat(pages.get(3).rawQuery()).isEqualTo(pages.get(2).rawQuery());
        assertThat(RIG.sandbox().clients().tokenCalls()).isEqualTo(2);
    }

    @Test
    void endsAfterTwoCallsWhereEveryTokenIsRefused() {
        RIG.sandbox().clients().register(client().withoutEmulation());

        UserFacingException failure = refusal();

        assertThat(RIG.pages(MACHINES)).hasSize(2);
        assertThat(RIG.sandbox().clients().tokenCalls()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("401").hasMessageContaining("DITIO_CLIENT_ID");
    }

    @Test
    void tellsAWrongSecret() {
        RIG.sandbox().clients().register(ApiClient.of(CLIENT, "another"));

        UserFacingException failure = refusal();

        assertThat(failure).hasMessageContaining("invalid_client").hasMessageContaining("DITIO_CLIENT_SECRET");
        assertThat(RIG.sandbox().clients().tokenCalls()).isEqualTo(1);
        assertThat(RIG.pages(MACHINES)).isEmpty();
    }

    @Test
    void tellsAScopeThatTheClientMayNotUse() {
        RIG.sandbox().clients().register(client().withScopes(ApiClient.CORE));

        UserFacingException failure = refusal();

        assertThat(failure).hasMessageContaining("invalid_scope").hasMessageContaining("reportingapiv1");
        assertThat(RIG.sandbox().clients().tokenCalls()).isEqualTo(1);
    }

    @Test
    void tellsADisabledClient() {
        RIG.sandbox().clients().disable(CLIENT);

        UserFacingException failure = refusal();

        assertThat(failure).hasMessageContaining("disabled").hasMessageContaining("DITIO_CLIENT_ID");
    }

    @Test
    void tellsThatMoreRightsAreNeeded() {
        RIG.sandbox().faults().always(MACHINES, Fault.status(403));

        UserFacingException failure = refusal();

        assertThat(failure).hasMessageContaining("403").hasMessageContaining("reportingapiv1");
        assertThat(RIG.pages(MACHINES)).hasSize(1);
        assertThat(RIG.sandbox().clients().tokenCalls()).isEqualTo(1);
    }

    @Test
    void tellsTheFourRefusalsApart() {
        RIG.sandbox().clients().register(ApiClient.of(CLIENT, "another"));
        String wrongSecret = refusal().getMessage();
        RIG.sandbox().clients().register(client().withScopes(ApiClient.CORE));
        String wrongScope = refusal().getMessage();
        RIG.sandbox().clients().register(client().withDisabled(true));
        String disabled = refusal().getMessage();
        RIG.sandbox().clients().register(client());
        RIG.sandbox().faults().always(MACHINES, Fault.status(403));
        String forbidden = refusal().getMessage();

        assertThat(Stream.of(wrongSecret, wrongScope, disabled, forbidden)).doesNotHaveDuplicates();
    }

    @Test
    void goesOnOnceARefusalIsMended() {
        RIG.machines().add(3);
        RIG.sandbox().clients().disable(CLIENT);
        refusal();

        RIG.sandbox().clients().enable(CLIENT);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void triesAgainWhereTheIdentityServerCannotAnswerNow() {
        RIG.machines().add(3);
        RIG.sandbox().faults().next("/connect/token", Fault.status(503));
        RIG.sandbox().faults().next("/connect/token", ResponseFaults.html());
        RIG.sandbox().faults().next("/connect/token", ConnectionFaults.resetBeforeAnswer());

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void worksWithEveryLifetimeAnAnswerMayState() {
        for (String stated : List.of("", "0", "-1", "\"3600\"", "1000000000000", "null")) {
            RIG.sandbox().clients().stateExpiry(stated);
            RIG.sandbox().clients().revokeAllTokens();
            RIG.machines().add(1);

            RIG.sync(MACHINES);
        }
        RIG.assertMirrored(MACHINES);
    }

    @Test
    void asksAgainWhereTheIdentityServerStaysSilent() {
        RIG.sandbox().faults().next("/connect/token", ConnectionFaults.hang());
        RIG.machines().add(1);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void takesALongLivedTokenInThePlaceOfAClient() {
        String token = "langt.levende-token_1";
        RIG.sandbox().clients().staticToken(token, CLIENT);
        RIG.machines().add(3);
        RIG.restart(Map.of("ditio.token", token));
        try {
            RIG.sync(MACHINES);
            RIG.sandbox().clients().revokeAllTokens();
            UserFacingException failure = refusal();

            RIG.assertMirrored(MACHINES);
            assertThat(RIG.sandbox().clients().tokenCalls()).isZero();
            assertThat(failure).hasMessageContaining("DITIO_TOKEN").message().doesNotContain(token);
        } finally {
            RIG.restart(Map.of("ditio.token", ""));
        }
    }

    @Test
    void readsTheSecretFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        RIG.machines().add(3);
        RIG.restart(Map.of("ditio.client-secret", "", "ditio.client-secret-file", file.toString()));
        try {
            RIG.sync(MACHINES);
            RIG.assertMirrored(MACHINES);

            Files.delete(file);
            RIG.restart();
            assertThat(RIG.failureOf(MACHINES))
                    .hasMessageContaining("DITIO_CLIENT_SECRET_FILE")
                    .hasMessageContaining(file.toString());
        } finally {
            RIG.restart(Map.of("ditio.client-secret", SECRET, "ditio.client-secret-file", ""));
        }
    }

    private static ApiClient client() {
        return ApiClient.of(CLIENT, SECRET);
    }

    private static UserFacingException refusal() {
        UserFacingException failure = RIG.failureOf(MACHINES);
        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.REFUSED);
        assertSecret(Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .toList());
        return failure;
    }

    private static void assertSecret(List<String> texts) {
        List<String> bearers = RIG.sandbox().requests().all().stream()
                .map(request -> request.headers().getOrDefault("Authorization", "Bearer none-was-sent"))
                .map(header -> header.substring("Bearer ".length()))
                .distinct()
                .toList();
        assertThat(texts)
                .allSatisfy(text -> assertThat(text).doesNotContain(SECRET).doesNotContain(bearers));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
