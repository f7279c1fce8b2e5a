package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The ids that the slices of a backfill showed, and the rows that none of them did. */
final class Seen {

    private static final String ADD =
            """
            insert into ditio_seen (name, id)
            select cast(? as varchar), x.id from unnest(cast(? as varchar array)) as x(id)
            where not exists (select 1 from ditio_seen s where s.name = ? and s.id = x.id)""";
    private static final String COUNT = "select count(*) from %s t where t.%s between ? and ?";
    private static final String UNSEEN =
            """
            select t.%3$s from %1$s t where t.%2$s between ? and ?
                and (t.%4$s is null or t.%4$s <= ?)
                and not exists (select 1 from ditio_seen s where s.name = any(?) and s.id = t.%3$s)
            order by t.%3$s""";

    private final Connection connection;

    Seen(Connection connection) {
        this.connection = connection;
    }

    void add(String name, Set<String> ids) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            Rows.bind(insert, name, Rows.array(connection, ids.stream()), name);
            insert.executeUpdate();
        }
    }

    void forget(String name) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from ditio_seen where name = ?")) {
            delete.setString(1, name);
            delete.executeUpdate();
        }
    }

    Store.Unseen unseen(Table table, String column, Store.Window window, List<String> slices, Instant asOf)
            throws SQLException {
        String rows = Sql.quote(table.name());
        String when = Sql.quote(column);
        List<String> ids = new ArrayList<>();
        String sql = UNSEEN.formatted(rows, when, Sql.id(table), Sql.modified(table));
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Rows.bind(select, window.from(), window.to(), asOf, Rows.array(connection, slices.stream()));
            Rows.ids(select, ids);
        }
        return new Store.Unseen(ids, count(COUNT.formatted(rows, when), window));
    }

    private long count(String sql, Store.Window window) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Rows.bind(select, window.from(), window.to());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
