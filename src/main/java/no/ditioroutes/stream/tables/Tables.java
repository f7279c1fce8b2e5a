package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Jdbc;

/** Reads the columns of streams' tables, each time from the database, so that a new column is filled at once. */
public final class Tables {

    private static final String COLUMNS =
            """
            select table_name, column_name, data_type,
                concat(data_type, ' ', character_maximum_length, ' ', numeric_precision, ' ', numeric_scale)
            from information_schema.columns
            where table_schema = current_schema and table_name in (?, ?)
                and is_generated <> 'ALWAYS' and is_identity <> 'YES'
            order by table_name desc, ordinal_position""";

    /** The fields that every stream's table must have a column for. */
    private static final List<String> NEEDED = List.of("id", ColumnSql.PAYLOAD, "modifiedDateTime");

    private final Database database;

    public Tables(Database database) {
        this.database = database;
    }

    /**
     * Returns the current definition of a stream's table.
     *
     * @throws UserFacingException if there is none, or one without the columns every stream needs
     */
    public Table table(String name) {
        return database.call(
                "reading the columns of the table " + name, connection -> read(connection, database.dialect(), name));
    }

    static Table read(Connection connection, Dialect dialect, String name) throws SQLException {
        List<Column> columns = new ArrayList<>();
        String found = columns(connection, name, columns);
        for (String needed : NEEDED) {
            require(dialect, name, columns, needed);
        }
        columns.removeIf(column -> column.field().equals(ColumnSql.PAYLOAD));
        return sorted(connection, found, columns);
    }

    /** Separates the columns that Ditio has a field for from those that may be the operator's own. */
    private static Table sorted(Connection connection, String name, List<Column> columns) throws SQLException {
        Map<String, ColumnMemory.State> known = new ColumnMemory(connection, name).all();
        List<Column> ditios = new ArrayList<>();
        List<Column> candidates = new ArrayList<>();
        List<Column> unchecked = new ArrayList<>();
        for (Column column : columns) {
            ColumnMemory.State state = known.getOrDefault(column.name(), ColumnMemory.State.UNKNOWN);
            boolean needed = NEEDED.contains(column.field());
            (needed || column.isDeletedFlag() || state.isDitio() ? ditios : candidates).add(column);
            if (!needed && !state.isChecked()) {
                unchecked.add(column);
            }
        }
        return Table.of(name, List.copyOf(ditios), List.copyOf(candidates), List.copyOf(unchecked));
    }

    /** Adds the columns of the table, and returns its name as spelled by the database. */
    private static String columns(Connection connection, String name, List<Column> columns) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            // H2 folds names to upper case.
            Jdbc.bind(select, name, name.toUpperCase(Locale.ROOT));
            try (ResultSet row = select.executeQuery()) {
                String found = name;
                while (row.next() && (columns.isEmpty() || found.equals(row.getString(1)))) {
                    found = row.getString(1);
                    columns.add(Column.of(row.getString(2), row.getString(3), row.getString(4)));
                }
                return found;
            }
        }
    }

    private static void require(Dialect dialect, String name, List<Column> columns, String field) {
        Stream<Column> fitting =
                columns.stream().filter(column -> column.field().equals(field));
        if (fitting.noneMatch(column -> !field.endsWith("Time") || column.kind() == Column.Kind.TIME)) {
            String found = columns.isEmpty()
                    ? "There is no table " + name + " in the database"
                    : "The table " + name + " lacks what every stream's table has, here " + lacking(field);
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, found + ". This makes one:\n" + create(dialect, name));
        }
    }

    private static String lacking(String field) {
        return field.endsWith("Time") ? "modified_date_time with time zone" : field;
    }

    private static String create(Dialect dialect, String name) {
        return """
                create table %s (
                    id varchar primary key,
                    modified_date_time timestamp with time zone,
                    payload %s not null
                );
                Add a column for each field to be read out: stop_date_time is filled from stopDateTime."""
                .formatted(plain(name), dialect.jsonType());
    }

    private static String plain(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : Jdbc.quote(name);
    }
}
