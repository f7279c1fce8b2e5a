package no.ditioroutes.command;

import java.time.Instant;
import no.ditioroutes.ditio.DitioInstants;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: a date, which means its first moment in UTC, or a time in ISO 8601. */
final class TimeOption implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        return DitioInstants.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "expected a date or a time such as 2026-01-31 or 2026-01-31T12:00:00Z in the years 1 to 9999, found '"
                                + text + "'"));
    }
}
