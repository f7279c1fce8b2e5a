package no.ditioroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The continuation token: the place of the last record sent, the parameters it was made for, and nothing about
 * the data. Its text holds every character that suffers when a client encodes it twice or not at all.
 *
 * @param generation tokens of an older generation have expired
 * @param fingerprint what the token is good for
 * @param gap whether an empty page comes first
 */
record PageToken(int generation, String fingerprint, boolean gap, Position last) {

    private static final String HEAD = "%2B+/";
    private static final String TAIL = "&=%";
    private static final int PARTS = 5;

    String text() {
        String plain = generation + "\n" + Integer.toHexString(fingerprint.hashCode()) + "\n" + gap + "\n"
                + last.ticks() + "\n" + last.key();
        return HEAD + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + TAIL;
    }

    /** The token that the text stands for, if it was made for just this. */
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
                        new Position(Long.parseLong(parts[3]), parts[4])));
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
