package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.ditioroutes.ditio.DitioRecord;

/** Finds the records that a table has in the very version given: not in an older one, and not in a newer. */
final class Standing {

    private static final String SAME_VERSION =
            """
            select x.id from unnest(cast(? as varchar array), cast(? as varchar array)) as x(id, at)
            join %s t on t.%s = x.id and t.%s is not distinct from cast(x.at as timestamp with time zone)""";

    private final Connection connection;
    private final Table table;

    Standing(Connection connection, Table table) {
        this.connection = connection;
        this.table = table;
    }

    List<DitioRecord> of(List<DitioRecord> records) throws SQLException {
        String sql = SAME_VERSION.formatted(Sql.quote(table.name()), Sql.id(table), Sql.modified(table));
        Set<String> standing = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Rows.bind(
                    select,
                    Rows.array(connection, records.stream().map(DitioRecord::id)),
                    Rows.array(connection, records.stream().map(Rows::time)));
            Rows.ids(select, standing);
        }
        return records.stream().filter(record -> standing.contains(record.id())).toList();
    }
}
