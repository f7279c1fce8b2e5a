package no.ditioroutes.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decodes query strings and form bodies as strict {@code application/x-www-form-urlencoded} in UTF-8, so that a client
 * that does not encode fails.
 */
final class FormDecoder {

    private static final String UNENCODED_ALLOWED = "-._~!$'()*,;:@/?";

    private FormDecoder() {}

    /**
     * Returns names and values in the order sent. A duplicate name, an invalid escape or a raw character is an error.
     */
    static Map<String, String> decode(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (encoded.isEmpty()) {
            return fields;
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = text(equals < 0 ? pair : pair.substring(0, equals));
            if (fields.put(name, equals < 0 ? "" : text(pair.substring(equals + 1))) != null) {
                throw bad("duplicate name '" + name + "'");
            }
        }
        return fields;
    }

    /** Decodes one path segment, in which a plus sign stands for itself. */
    static String segment(String encoded) {
        return text(encoded.replace("+", "%2B").replace("=", "%3D").replace("&", "%26"));
    }

    private static String text(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char character = encoded.charAt(at);
            bytes.write(byteOf(encoded, at, character));
            at += character == '%' ? 2 : 0;
        }
        return utf8(bytes.toByteArray());
    }

    private static int byteOf(String encoded, int at, char character) {
        if (character == '%') {
            return escape(encoded, at);
        }
        if (character == '+') {
            return ' ';
        }
        if (isAlphanumeric(character) || UNENCODED_ALLOWED.indexOf(character) >= 0) {
            return character;
        }
        throw bad("character " + (int) character + " is not encoded");
    }

    private static boolean isAlphanumeric(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    private static int escape(String encoded, int at) {
        int high = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 1), 16) : -1;
        int low = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw bad("a percent sign without two hexadecimal digits");
        }
        return high * 16 + low;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw bad("escaped bytes are not UTF-8");
        }
    }

    private static ApiErrorException bad(String what) {
        return new ApiErrorException(400, "BadEncoding", "Form encoding: " + what);
    }
}
