package no.ditioroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A continuation token: the position of the last record sent and the parameters it was created for, but no data. Its
 * text has every character that breaks if a client encodes it twice or not at all.
 *
 * @param generation the generation of the token; those of an older one have expired
 * @param fingerprint the request that the token is valid for
 * @param gap whether an empty page comes first
 */
record PageToken(int generation, String fingerprint, boolean gap, SortPosition last) {

    private static final String HEAD = "%2B+/";
    private static final String TAIL = "&=%";
    private static final int PARTS = 5;

    String text() {
        String plain = generation + "\n" + Integer.toHexString(fingerprint.hashCode()) + "\n" + gap + "\n"
                + last.ticks() + "\n" + last.key();
        return HEAD + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + TAIL;
    }

    /** Parses a token; empty if it was not created for this request. */
    static Optional<PageToken> read(String text, int generation, String fingerprint) {
        return plain(text)
                .map(plain -> plain.split("\n", PARTS))
                .filter(parts -> parts.length == PARTS)
                .filter(parts -> parts[0].equals(String.valueOf(generation)))
                .filter(parts -> parts[1].equals(Integer.toHexString(fingerprint.hashCode())))
                .map(parts -> new PageToken(
                        generation,
                        fingerprint,
                        Boolean.parseBoolean(parts[2]),
                        new SortPosition(Long.parseLong(parts[3]), parts[4])));
    }

    private static Optional<String> plain(String text) {
        if (!text.startsWith(HEAD) || !text.endsWith(TAIL) || text.length() < HEAD.length() + TAIL.length()) {
            return Optional.empty();
        }
        try {
            String coded = text.substring(HEAD.length(), text.length() - TAIL.length());
            return Optional.of(new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
