package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import no.ditioroutes.database.SqlErrors;
import no.ditioroutes.ditio.DitioRecord;

/** Does a step with all records, or with as many as the database accepts: rejected ones are found by halving. */
final class Halving {

    private final Connection connection;
    private final Refused refused;

    Halving(Connection connection, Refused refused) {
        this.connection = connection;
        this.refused = refused;
    }

    /**
     * Does the step.
     *
     * @throws SQLException if the cause is not a value of a record; nothing is halved then
     */
    void run(List<DitioRecord> records, Step step) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            step.apply(records);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!SqlErrors.isOfData(e) && !SqlErrors.isDuplicate(e)) {
                throw e;
            }
            connection.rollback(before);
            if (SqlErrors.isDuplicate(e)) {
                // Another process may have stored the same new row; if it fails twice, it is a constraint of the table.
                step.apply(records);
            } else {
                halve(records, step, e);
            }
        }
    }

    private void halve(List<DitioRecord> records, Step step, SQLException refusal) throws SQLException {
        if (records.size() == 1) {
            refused.record(records.get(0), refusal);
            return;
        }
        int middle = records.size() / 2;
        run(records.subList(0, middle), step);
        run(records.subList(middle, records.size()), step);
    }

    /** Stores records. */
    @FunctionalInterface
    interface Step {

        void apply(List<DitioRecord> records) throws SQLException;
    }

    /** Receives a record that the database rejected. */
    @FunctionalInterface
    interface Refused {

        void record(DitioRecord record, SQLException refusal);
    }
}
