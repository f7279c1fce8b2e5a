package no.ditioroutes.wiring;

import java.util.function.Supplier;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.camel.IsRetryable;
import no.ditioroutes.camel.RenewRetries;
import no.ditioroutes.camel.RetryPause;
import no.ditioroutes.ditio.CallTimeouts;
import no.ditioroutes.ditio.ConversationSteps;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.HttpResultReader;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.ditio.IdentityServer;
import no.ditioroutes.ditio.ProxyRules;
import no.ditioroutes.ditio.ReportingApi;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.ditio.SharedHttpClient;
import no.ditioroutes.ditio.StatusPolicy;
import no.ditioroutes.ditio.TokenCache;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * Wires the calls to Ditio: the one HTTP client for tokens, pages, machine states and the catalogue, and the readers of
 * its answers.
 */
final class DitioBeans {

    final Supplier<ServerClock> serverClock;
    final Supplier<HttpTransport> transport;
    final Supplier<StatusPolicy> refusals;
    final Supplier<CoreApi> coreApi;

    DitioBeans(Beans beans, SettingReader settings, MonitorBeans monitor) {
        serverClock = beans.add("serverClock", ServerClock.class, ServerClock::new);
        Supplier<SecretSetting> clientSecret =
                Wiring.secret(beans, settings, "clientSecret", "DITIO_CLIENT_SECRET", "ditio.client-secret");
        Supplier<SecretSetting> longLivedToken =
                Wiring.secret(beans, settings, "longLivedToken", "DITIO_TOKEN", "ditio.token");
        Supplier<Credentials> credentials = beans.add(
                "credentials",
                Credentials.class,
                () -> new Credentials(settings.text("ditio.client-id"), clientSecret.get(), longLivedToken.get()));
        transport = beans.add("transport", HttpTransport.class, () -> transport(settings));
        beans.add("httpClient", SharedHttpClient.class, () -> new SharedHttpClient(transport.get()));
        Supplier<IdentityServer> identityServer = beans.add(
                "identityServer",
                IdentityServer.class,
                () -> new IdentityServer(
                        settings.text("ditio.identity-base", "https://identity.ditio.dev"),
                        credentials.get(),
                        serverClock.get(),
                        transport.get()));
        Supplier<TokenCache> tokens = beans.add(
                "tokens",
                TokenCache.class,
                () -> new TokenCache(credentials.get(), identityServer.get(), monitor.meters.get()));
        beans.add(
                "answers",
                HttpResultReader.class,
                () -> new HttpResultReader(serverClock.get(), settings.integer("ditio.max-page-bytes", 67_108_864)));
        refusals =
                beans.add("refusals", StatusPolicy.class, () -> new StatusPolicy(tokens.get(), monitor.meters.get()));
        beans.add("reportingApi", ReportingApi.class, () -> new ReportingApi(refusals.get()));
        coreApi = beans.add("coreApi", CoreApi.class, () -> new CoreApi(refusals.get()));
        beans.add("conversations", ConversationSteps.class, ConversationSteps::new);
        beans.add("isRetryable", IsRetryable.class, IsRetryable::new);
        beans.add(
                "retryPause",
                RetryPause.class,
                () -> new RetryPause(
                        settings.number("retry.first-pause-ms", 1000),
                        settings.number("retry.longest-pause-ms", 30_000),
                        monitor.meters.get()));
        beans.add("renewRetries", RenewRetries.class, RenewRetries::new);
        beans.add("httpHeaders", DefaultHeaderFilterStrategy.class, DitioBeans::headers);
    }

    private static HttpTransport transport(SettingReader settings) {
        ProxyRules proxies =
                new ProxyRules(settings.text("proxy.https"), settings.text("proxy.http"), settings.text("proxy.none"));
        CallTimeouts limits = new CallTimeouts(
                settings.number("ditio.connect-timeout-ms", 5000),
                settings.number("ditio.silence-timeout-ms", 300_000),
                settings.number("ditio.page-deadline-ms", 600_000));
        return new HttpTransport(settings.text("ditio.ca-file"), settings.flag("ditio.allow-http"), proxies, limits);
    }

    /**
     * Accepts only these headers of an answer, since any other could affect the route, and sends only those that are
     * named.
     */
    private static DefaultHeaderFilterStrategy headers() {
        DefaultHeaderFilterStrategy headers = new DefaultHeaderFilterStrategy();
        headers.setInFilterPattern("(?i)(?!(Date|Retry-After|Content-Type)$).*");
        headers.setOutFilterPattern("(?i)(?!(Authorization|Accept|Content-Type)$).*");
        return headers;
    }
}
