package no.ditioroutes.ditio;

import java.io.IOException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Keeps each call in bounds: ends it at its deadline, however steadily its answer drips, and after a failure has no old
 * connection used again.
 */
final class CallGuard implements ExecChainHandler, AutoCloseable {

    private final TimeLimits limits;
    private final Runnable onFailure;
    private final ScheduledThreadPoolExecutor timer;

    /** @param onFailure what to do once a call failed, before anybody may repeat it */
    CallGuard(TimeLimits limits, Runnable onFailure) {
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
        GuardedCall call = new GuardedCall(scope.execRuntime, limits, onFailure);
        call.endsBy(timer.schedule(call::expire, limits.deadlineMillis(), TimeUnit.MILLISECONDS));
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
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

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
