package no.ditioroutes.stream.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.ditio.RecordFields;

/**
 * A stream's table: its columns determine which fields are read from a record.
 *
 * @param name as spelled by the database
 * @param columns those that Ditio has a field for, except {@code payload} and those the database computes
 * @param candidates columns whose field no record had so far: the operator's own, never written
 * @param unchecked those of either kind for which the payload of the stored rows is still to be searched
 * @param fields the fields of columns and candidates
 */
public record Table(
        String name, List<Column> columns, List<Column> candidates, List<Column> unchecked, RecordFields fields) {

    static Table of(String name, List<Column> columns, List<Column> candidates, List<Column> unchecked) {
        List<String> fields = Stream.concat(columns.stream(), candidates.stream())
                .map(Column::field)
                .toList();
        return new Table(name, columns, candidates, unchecked, new RecordFields(fields));
    }

    /** Returns the same table, with candidates that turned out to be fields of Ditio's. */
    Table with(List<Column> adopted) {
        List<Column> more = new ArrayList<>(columns);
        more.addAll(adopted);
        List<Column> rest =
                candidates.stream().filter(column -> !adopted.contains(column)).toList();
        return new Table(name, List.copyOf(more), rest, unchecked, fields);
    }

    /** Returns the same table, restricted to its id and these columns. */
    Table only(List<Column> some) {
        List<Column> few = new ArrayList<>();
        columns.stream().filter(column -> column.field().equals("id")).forEach(few::add);
        few.addAll(some);
        return new Table(name, List.copyOf(few), List.of(), List.of(), fields);
    }
}
