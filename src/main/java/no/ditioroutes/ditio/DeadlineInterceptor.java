package no.ditioroutes.ditio;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import no.ditioroutes.UserFacingException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Ends each call at its deadline, even if its response keeps trickling in, and drops idle connections after a failure.
 */
final class DeadlineInterceptor implements ExecChainHandler, AutoCloseable {

    private static final String REACHED = "ditio.reached";

    private final CallTimeouts limits;
    private final Runnable onFailure;
    private final ScheduledThreadPoolExecutor timer;

    /** @param onFailure runs after a failed call, before it can be retried */
    DeadlineInterceptor(CallTimeouts limits, Runnable onFailure) {
        this.limits = limits;
        this.onFailure = onFailure;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "http-deadline");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        DeadlineCall call = new DeadlineCall(scope.execRuntime, limits, onFailure);
        scope.clientContext.removeAttribute(REACHED);
        call.endsBy(timer.schedule(call::expire, limits.deadlineMillis(), TimeUnit.MILLISECONDS));
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            checkProxy(scope, response);
            HttpEntity entity = response.getEntity();
            if (entity == null) {
                call.done();
            } else {
                response.setEntity(call.guarded(entity));
            }
            return response;
        } catch (IOException e) {
            throw call.failed(e);
        }
    }

    /** Records that a call reached Ditio, so that its response comes from there and not from a proxy. */
    static ClassicHttpResponse reached(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(REACHED, true);
        return chain.proceed(request, scope);
    }

    /** Fails if a proxy opened no tunnel: the client returns the proxy's own response as if it came from Ditio. */
    private static void checkProxy(ExecChain.Scope scope, ClassicHttpResponse response) throws IOException {
        if (response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            throw new UserFacingException(
                    UserFacingException.Kind.DITIO,
                    "The proxy answered 407: it expects another user or password. Check HTTPS_PROXY and HTTP_PROXY,"
                            + " expected http://user:password@host:port");
        }
        if (scope.route.isTunnelled() && scope.clientContext.getAttribute(REACHED) == null) {
            // Only the name of the host left this machine, as if there were no connection at all.
            throw new ConnectException("The proxy " + scope.route.getProxyHost() + " answered " + response.getCode()
                    + " and opened no tunnel to " + scope.route.getTargetHost());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
