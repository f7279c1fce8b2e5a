package no.ditioroutes.ditio;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A call in progress, until the last byte of its response is read or its body is closed. */
final class DeadlineCall {

    private final ExecRuntime runtime;
    private final CallTimeouts limits;
    private final Runnable onFailure;
    private volatile boolean expired;
    private volatile Future<?> end;

    DeadlineCall(ExecRuntime runtime, CallTimeouts limits, Runnable onFailure) {
        this.runtime = runtime;
        this.limits = limits;
        this.onFailure = onFailure;
    }

    void endsBy(Future<?> deadline) {
        end = deadline;
    }

    /** Cuts the connection at the deadline. */
    void expire() {
        expired = true;
        runtime.discardEndpoint();
    }

    void done() {
        end.cancel(false);
    }

    /** Returns the exception to throw for a failure, which names the deadline if it has passed. */
    IOException failed(IOException e) {
        done();
        onFailure.run();
        if (expired) {
            return new ResponseTimeoutException(
                    "The answer was not complete after " + limits.deadlineMillis() / 1000.0 + " s");
        }
        boolean silent = e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException);
        return silent
                ? new ResponseTimeoutException("No data arrived for " + limits.silenceMillis() / 1000.0 + " s")
                : e;
    }

    HttpEntity guarded(HttpEntity entity) throws IOException {
        InputStream body = new GuardedBody(entity.getContent());
        return new HttpEntityWrapper(entity) {
            @Override
            public InputStream getContent() {
                return body;
            }
        };
    }

    /** The body of the response. If it is closed early, the rest is not read to its end, as the client itself would. */
    private final class GuardedBody extends FilterInputStream {

        private boolean ended;

        GuardedBody(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return noted(in::read);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return noted(() -> in.read(bytes, from, length));
        }

        @Override
        public void close() throws IOException {
            done();
            if (!ended) {
                runtime.discardEndpoint();
            }
            try {
                super.close();
            } catch (IOException e) {
                // The connection is closed already, and the rest is not needed.
                ended = true;
            }
        }

        private int noted(Read read) throws IOException {
            try {
                int count = read.bytes();
                ended |= count < 0;
                return count;
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @FunctionalInterface
    private interface Read {

        int bytes() throws IOException;
    }
}
