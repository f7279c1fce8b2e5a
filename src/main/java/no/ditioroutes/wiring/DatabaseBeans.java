package no.ditioroutes.wiring;

import java.util.function.Supplier;
import javax.sql.DataSource;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.database.Database;

/** Wires the database. */
final class DatabaseBeans {

    final Supplier<Database> database;

    DatabaseBeans(Beans beans, SettingReader settings) {
        Supplier<SecretSetting> password =
                Wiring.secret(beans, settings, "jdbcPassword", "JDBC_PASSWORD", "jdbc.password");
        database = beans.add(
                "database",
                Database.class,
                () -> new Database(
                        settings.text("jdbc.url", "jdbc:h2:file:./data/ditio;AUTO_SERVER=TRUE"),
                        settings.text("jdbc.username"),
                        password.get()));
        // sql: steps of routes use the program's own connections, never a second pool.
        beans.add("dataSource", DataSource.class, () -> database.get().dataSource());
    }
}
