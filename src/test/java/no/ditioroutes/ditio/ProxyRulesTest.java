package no.ditioroutes.ditio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import no.ditioroutes.UserFacingException;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which proxy a call goes through. */
class ProxyRulesTest {

    @ParameterizedTest
    @CsvSource({
        "https://core-api.ditio.app/core, one:1",
        "https://core-api.ditio.app:8443/core, one:1",
        "http://core-api.ditio.app, two:2",
        "https://localhost:8443, ''",
        "https://127.0.0.1, ''",
        "http://127.8.9.10:90/x, ''",
        "http://[::1]:90/x, ''"
    })
    void followsTheSchemeAndBypassesLoopback(String address, String proxy) {
        assertThat(through(new ProxyRules("http://one:1", "two:2", ""), address))
                .isEqualTo(proxy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | https://core-api.ditio.app | true",
                "ditio.app | https://core-api.ditio.app | true",
                ".ditio.app | https://core-api.ditio.app | true",
                "*.ditio.app | https://core-api.ditio.app | true",
                "DITIO.app | https://core-api.Ditio.APP | true",
                "tio.app | https://core-api.ditio.app | false",
                "core-api.ditio.app.no | https://core-api.ditio.app | false",
                "example.com, ditio.app | https://core-api.ditio.app | true",
                "example.com ditio.app | https://core-api.ditio.app | true",
                "ditio.app:443 | https://core-api.ditio.app | true",
                "ditio.app:8443 | https://core-api.ditio.app | false",
                "ditio.app:8443 | https://core-api.ditio.app:8443 | true",
                "10.1.2.3 | https://10.1.2.3 | true",
                "10.1.2.3 | https://10.1.2.30 | false",
                "10.0.0.0/8 | https://10.1.2.3:90 | true",
                "10.1.2.0/23 | https://10.1.3.255 | true",
                "10.1.2.0/23 | https://10.1.4.0 | false",
                "10.0.0.0/8 | https://ten.example.com | false",
                "fd00::/8 | https://[fd12::1] | true",
                "fd00::/8 | https://[fe12::1] | false",
                "[fd12::1] | https://[fd12::1] | true",
                "fd12::1 | https://[fd12::1] | true"
            })
    void bypassesTheHostsOfNoProxy(String exceptions, String address, boolean direct) {
        assertThat(through(new ProxyRules("one:1", "one:1", exceptions), address)
                        .isEmpty())
                .isEqualTo(direct);
    }

    @Test
    void readsAUserAndAPasswordWithSpecialCharacters() {
        ProxyAddress proxy = ProxyAddress.parse("HTTPS_PROXY", "http://me%40work:a+b%3A%2F@proxy.example.com:3128/");

        assertThat(proxy.user()).isEqualTo("me@work");
        assertThat(proxy.password()).isEqualTo("a+b:/");
        assertThat(proxy.host()).isEqualTo(new HttpHost("http", "proxy.example.com", 3128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy", "http://proxy", "socks5://proxy:1080", "https://proxy:1", "http://:80", "http://a b:1"})
    void reportsASettingThatIsNotAnAddress(String text) {
        UserFacingException failure =
                catchThrowableOfType(UserFacingException.class, () -> new ProxyRules("", text, ""));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure)
                .hasMessage(
                        "HTTP_PROXY is '" + text + "', expected http://host:port or http://user:password@host:port");
    }

    private static String through(ProxyRules proxies, String address) {
        return proxies.of(HttpHost.create(URI.create(address)))
                .map(HttpHost::toHostString)
                .orElse("");
    }
}
