package no.ditioroutes.store;

import java.util.List;
import no.ditioroutes.ditio.Fields;

/**
 * A stream's table: its columns say which fields are read out of a record.
 *
 * @param name as the database spells it
 * @param columns all but {@code payload} and those the database computes
 * @param fields the fields of the columns, in their order
 */
public record Table(String name, List<Column> columns, Fields fields) {

    static Table of(String name, List<Column> columns) {
        return new Table(
                name, columns, new Fields(columns.stream().map(Column::field).toList()));
    }
}
