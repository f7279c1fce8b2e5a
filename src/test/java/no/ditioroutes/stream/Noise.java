package no.ditioroutes.stream;

import java.util.Random;
import java.util.stream.Collectors;

/** A text that no compression makes much smaller. */
final class Noise {

    private Noise() {}

    static String of(int length) {
        return new Random(1).ints(length, 33, 127).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
