package no.ditioroutes.command;

import java.time.Instant;
import no.ditioroutes.ditio.DitioInstants;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a time on the command line: a date, which means its start in UTC, or an ISO 8601 time. */
final class TimeOption implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        return DitioInstants.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "expected a date or a time such as 2026-01-31 or 2026-01-31T12:00:00Z in the years 1 to 9999, found '"
                                + text + "'"));
    }
}
