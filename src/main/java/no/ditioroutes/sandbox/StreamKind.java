package no.ditioroutes.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The properties of one list of the Reporting API.
 *
 * @param name the last part of its address
 * @param dateField the field that a full load is sorted by and the date window applies to
 * @param window whether it accepts a date window
 * @param blankTombstones whether a deletion has its fields emptied, or has the last version
 * @param administrator whether the client must act as an administrator
 * @param parameters all query parameters it knows
 */
record StreamKind(
        String name,
        String dateField,
        boolean window,
        boolean blankTombstones,
        boolean administrator,
        Set<String> parameters) {

    private static final Set<String> SHARED = Set.of(
            "ModifiedSince",
            "ModifiedBefore",
            "ChunkLimit",
            "ContinuationToken",
            "CompanyId",
            "OwnCompanyDataOnly",
            "ExcludeDataFromSubsidiaries");

    static final List<StreamKind> ALL = List.of(
            registrations("machine-registrations", "stopDateTime"),
            registrations("time-registrations", "workDate", "ProjectId"),
            registrations(
                    "absence-registrations",
                    "date",
                    "ProjectId",
                    "Approved",
                    "ApprovedPayroll",
                    "Locked",
                    "IncludeSensitiveData"),
            metadata("project"),
            metadata("resource"),
            metadata("user"));

    static Optional<StreamKind> named(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    private static StreamKind registrations(String name, String dateField, String... more) {
        Set<String> parameters = Stream.of(
                        SHARED.stream(), Stream.of("FromDateTime", "ToDateTime"), Arrays.stream(more))
                .flatMap(each -> each)
                .collect(Collectors.toUnmodifiableSet());
        return new StreamKind(name, dateField, true, true, false, parameters);
    }

    /** Returns a metadata list. The sort order of its full load is not documented; here it is the time of creation. */
    private static StreamKind metadata(String name) {
        return new StreamKind(name, "createdDateTime", false, false, true, SHARED);
    }
}
