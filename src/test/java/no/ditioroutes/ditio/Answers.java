package no.ditioroutes.ditio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes answers, for tests of conversations without HTTP. */
public final class Answers {

    private Answers() {}

    /** Returns an answer to a call, with a body of text. */
    public static HttpResult to(ApiCall call, int status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            ResponseBody body = ResponseBody.read(new ByteArrayInputStream(bytes), bytes.length + 1);
            return new HttpResult(call, status, Optional.empty(), null, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
