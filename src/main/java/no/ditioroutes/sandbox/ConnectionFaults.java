package no.ditioroutes.sandbox;

import no.ditioroutes.sandbox.ClientConnection.Framing;

/** Faults in the connection: the request or the response is lost, truncated or slow. */
public final class ConnectionFaults {

    private ConnectionFaults() {}

    /** Closes the connection with a reset; the request does not reach the API. */
    public static Fault resetBeforeAnswer() {
        return Fault.unserved().delivered(ResponseDelivery.resetBeforeAnswer());
    }

    /** Resets the connection after half the body. */
    public static Fault resetAfterHalf() {
        return Fault.served().delivered(ResponseDelivery.resetAfterHalf());
    }

    /** Processes the request, then resets the connection instead of answering. */
    public static Fault answerLost() {
        return Fault.served().delivered(ResponseDelivery.resetBeforeAnswer());
    }

    /** Closes the connection in the middle of a body whose length was promised by {@code Content-Length}. */
    public static Fault cutWithLength() {
        return Fault.served().delivered(ResponseDelivery.cut(Framing.LENGTH));
    }

    /** Closes the connection in the middle of a chunk. */
    public static Fault cutChunked() {
        return Fault.served().delivered(ResponseDelivery.cut(Framing.CHUNKED));
    }

    /** Closes the connection in the middle of a body without a length; only the content shows that it is incomplete. */
    public static Fault cutWithoutLength() {
        return Fault.served().delivered(ResponseDelivery.cut(Framing.CLOSE));
    }

    /** Sends the complete, correct response in chunks, which is no error but another form. */
    public static Fault chunked() {
        return Fault.served().delivered(ResponseDelivery.whole(Framing.CHUNKED));
    }

    /** Sends the body at this speed. */
    public static Fault drip(int bytesPerSecond) {
        return Fault.served().delivered(ResponseDelivery.drip(bytesPerSecond));
    }

    /** Sends the status line and the headers at this speed. */
    public static Fault headerDrip(int bytesPerSecond) {
        return Fault.served().delivered(ResponseDelivery.headerDrip(bytesPerSecond));
    }

    /** Never answers and never closes the connection. */
    public static Fault hang() {
        return Fault.unserved().delivered(ResponseDelivery.never());
    }
}
