package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests who gets a token, what it allows, and when it becomes invalid. */
class IdentityTest {

    private static final String PAGE = "/reporting/v1/machine-registrations";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aClientGetsATokenThatOpensItsScopes() {
        JsonNode answer =
                ApiCaller.json(TokenRequests.ask(sandbox, "sandbox", "sandbox-secret", "ditioapiv3 reportingapiv1"));

        ApiCaller caller =
                new ApiCaller(sandbox).with(answer.get("access_token").asText());

        assertThat(answer.get("expires_in").asInt()).isEqualTo(1800);
        assertThat(answer.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(caller.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(caller.get("/core/api/MachineType").statusCode()).isEqualTo(200);
        assertThat(sandbox.clients().tokenCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p&q=r+s%41t", "blåbærsyltetøy", "100% \"sikker\" #?/", "čáhci 🔑", " omgitt "})
    void aSecretMayHoldAnyCharacter(String secret) {
        sandbox.clients().register(ApiClient.of("klient-ø", secret));

        assertThat(TokenRequests.ask(sandbox, "klient-ø", secret, ApiClient.CORE)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown,sandbox-secret,reportingapiv1,invalid_client",
        "sandbox,wrong,reportingapiv1,invalid_client",
        "sandbox,sandbox-secret,other,invalid_scope",
        "sandbox,sandbox-secret,reportingapiv1 other,invalid_scope",
        "off,x,reportingapiv1,unauthorized_client"
    })
    void aRefusalNamesItsReason(String id, String secret, String scope, String error) {
        sandbox.clients().register(ApiClient.of("off", "x").withDisabled(true));

        HttpResponse<String> answer = TokenRequests.ask(sandbox, id, secret, scope);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiCaller.json(answer).get("error").asText()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&client_id=sandbox,unsupported_grant_type",
        "grant_type=client_credentials&client_id=sandbox&resource=x,invalid_request",
        "grant_type=client_credentials&client_id=sandbox&client_secret=100%,BadEncoding",
        "grant_type=client_credentials&client_id=sandbox&client_secret=%E5,BadEncoding",
        "grant_type=client_credentials&client_id=sandbox&client_secret=å,BadEncoding"
    })
    void aFormThatIsNotEncodedOrNotAskedForIsRefused(String form, String error) {
        HttpResponse<String> answer = new ApiCaller(sandbox).rawForm(TokenRequests.PATH, form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiCaller.json(answer).get("error").asText()).isEqualTo(error);
    }

    @Test
    void aFormMustSayThatItIsOne() {
        assertThat(new ApiCaller(sandbox).post(TokenRequests.PATH, "{}").statusCode())
                .isEqualTo(415);
    }

    @Test
    void aTokenExpires() {
        sandbox.clients().tokenLifetime(Duration.ofMinutes(5));
        ApiCaller caller = new ApiCaller(sandbox).with(TokenRequests.fetch(sandbox));

        sandbox.clock().advance(Duration.ofMinutes(5));

        assertThat(caller.get(PAGE).statusCode()).isEqualTo(401);
    }

    @Test
    void theStatedExpiryMayBeNonsense() {
        sandbox.clients().stateExpiry("\"3600\"");
        JsonNode asText = ApiCaller.json(TokenRequests.ask(sandbox, "sandbox", "sandbox-secret", ApiClient.CORE));
        sandbox.clients().stateExpiry("");
        JsonNode missing = ApiCaller.json(TokenRequests.ask(sandbox, "sandbox", "sandbox-secret", ApiClient.CORE));

        assertThat(asText.get("expires_in").isTextual()).isTrue();
        assertThat(missing.has("expires_in")).isFalse();
    }

    @Test
    void aDisabledClientLosesItsTokensAtOnce() {
        ApiCaller caller = new ApiCaller(sandbox).with(TokenRequests.fetch(sandbox));

        sandbox.clients().disable("sandbox");

        assertThat(caller.get(PAGE).statusCode()).isEqualTo(401);
    }

    @Test
    void aClientWithoutAUserToActAsGetsTokensThatOpenNothing() {
        sandbox.clients().register(ApiClient.of("ghost", "x").withoutEmulation());
        String token = ApiCaller.json(TokenRequests.ask(sandbox, "ghost", "x", ApiClient.REPORTING))
                .get("access_token")
                .asText();

        assertThat(new ApiCaller(sandbox).with(token).get(PAGE).statusCode()).isEqualTo(401);
    }

    @Test
    void aMissingScopeIsForbiddenOrAsSomeSayUnauthorized() {
        ApiCaller caller = new ApiCaller(sandbox).with(TokenRequests.fetch(sandbox));

        int documented = caller.get("/core/api/MachineType").statusCode();
        sandbox.quirks().add(Quirk.WRONG_SCOPE_IS_401);
        int seen = caller.get("/core/api/MachineType").statusCode();

        assertThat(documented).isEqualTo(403);
        assertThat(seen).isEqualTo(401);
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        HttpResponse<String> answer = new ApiCaller(sandbox).get(PAGE);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void wrongAddressesAndMethodsAreToldApart() {
        ApiCaller caller = ApiCaller.authorized(sandbox);

        assertThat(caller.get("/reporting/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(caller.send("DELETE", PAGE, "").statusCode()).isEqualTo(405);
        assertThat(caller.get("/core/api/MachineType?x=1").statusCode()).isEqualTo(400);
    }

    @Test
    void aCompanyThatIsNotTheClientsIsForbidden() {
        ApiCaller caller = ApiCaller.authorized(sandbox);

        assertThat(caller.get(PAGE + "?CompanyId=" + Fixture.COMPANY_ID).statusCode())
                .isEqualTo(200);
        assertThat(caller.get(PAGE + "?CompanyId=" + Fixture.EXTERNAL_COMPANY_ID)
                        .statusCode())
                .isEqualTo(403);
    }
}
