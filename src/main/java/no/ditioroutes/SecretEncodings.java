package no.ditioroutes;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Encodes a secret in every form in which other text may contain it. */
final class SecretEncodings {

    private SecretEncodings() {}

    /** Returns the text and its form, URL, JSON and Base64 encodings, each as text and as the bytes of that text. */
    static Stream<String> forms(String text) {
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        Stream<String> plain = Stream.of(text, form, form.replace("+", "%20"), json, json.replace("/", "\\/"));
        return Stream.concat(plain, IntStream.range(0, 3).mapToObj(before -> inBase64(text, before)))
                .flatMap(written -> Stream.of(written, written.replace('+', '-').replace('/', '_')))
                .flatMap(written -> Stream.of(
                        written, bytes(written, StandardCharsets.UTF_8), bytes(written, Charset.defaultCharset())));
    }

    /**
     * Returns the invariant part of the Base64 encoding of a text that follows so many bytes, such as a user name and a
     * colon.
     */
    private static String inBase64(String text, int before) {
        byte[] own = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[before + own.length];
        System.arraycopy(own, 0, bytes, before, own.length);
        return Base64.getEncoder().encodeToString(bytes).substring((before * 8 + 5) / 6, bytes.length * 8 / 6);
    }

    private static String bytes(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }
}
