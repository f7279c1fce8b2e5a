package no.ditioroutes.camel;

import java.lang.ref.WeakReference;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * How the HTTP client behaves towards Ditio: it repeats nothing by itself (that is the route's to say), follows no
 * redirect and keeps no cookie (a token must not travel to another host), and gives up an answer that is not complete
 * within a deadline, however steadily it drips.
 */
public final class HttpRules implements HttpClientConfigurer, AutoCloseable {

    private final long deadlineMillis;
    private final ScheduledExecutorService timer;

    public HttpRules(long deadlineMillis) {
        this.deadlineMillis = deadlineMillis;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "http-deadline");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
        client.addExecInterceptorFirst("deadline", (request, scope, chain) -> {
            // Once the answer is read there is nothing to discard; and a call that is done is not kept until its
            // deadline.
            var call = new WeakReference<>(scope.execRuntime);
            var unused = timer.schedule(() -> discard(call.get()), deadlineMillis, TimeUnit.MILLISECONDS);
            return chain.proceed(request, scope);
        });
    }

    private static void discard(ExecRuntime call) {
        if (call != null) {
            call.discardEndpoint();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
