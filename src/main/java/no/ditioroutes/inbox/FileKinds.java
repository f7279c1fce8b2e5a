package no.ditioroutes.inbox;

import java.util.List;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;

/** The columns of a file tell what it is about; each kind has a route of its own. */
public final class FileKinds {

    /** In the order in which they are tried: a work order has the number of its project too. */
    private static final List<Kind> KINDS = List.of(
            new Kind("excavator-states", "machineId", "state", "startTime", "endTime"),
            new Kind("work-orders", "externalId", "projectNumber"),
            new Kind("machines", "machineNumber"),
            new Kind("projects", "projectNumber"));

    private static final int MOST_SHOWN = 30;

    private record Kind(String name, List<String> columns) {

        Kind(String name, String... columns) {
            this(name, List.of(columns));
        }

        boolean fits(CsvFile file) {
            return columns.stream().allMatch(column -> file.column(column) >= 0);
        }

        @Override
        public String toString() {
            return name + " (" + String.join(", ", columns) + ")";
        }
    }

    /** Each kind, which is the route of its files too. */
    public static List<String> names() {
        return KINDS.stream().map(Kind::name).toList();
    }

    public String of(CsvFile file) throws BadFile {
        return KINDS.stream()
                .filter(kind -> kind.fits(file))
                .map(Kind::name)
                .findFirst()
                .orElseThrow(() -> unknown(file.columns()));
    }

    private static BadFile unknown(List<String> columns) {
        return new BadFile("Its first row names no columns that tell what it is about. Found: "
                + String.join(", ", columns.subList(0, Math.min(columns.size(), MOST_SHOWN)))
                + (columns.size() > MOST_SHOWN ? " and " + (columns.size() - MOST_SHOWN) + " more" : "")
                + ". Expected, in any order, those of: "
                + String.join("; ", KINDS.stream().map(Kind::toString).toList()));
    }
}
