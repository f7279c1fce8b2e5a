package no.ditioroutes.telematics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;

/** Reads a setting that is one of a few words. */
final class EnumSetting {

    private EnumSetting() {}

    static <E extends Enum<E>> E of(Class<E> type, String name, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() -> new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        name + " is '" + word + "', expected "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(" or "))));
    }
}
