package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import no.ditioroutes.boot.Ran;
import no.ditioroutes.sandbox.Fault;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Table and topic become what Ditio has now, whatever happened there. */
class ReconcileTest {

    @RegisterExtension
    static final Rig H2 = Rig.onH2().with("sync.chunk-limit", 10).with("sync.overlap", "2s");

    @RegisterExtension
    static final Rig EVERYTHING = Rig.withEverything().with("sync.chunk-limit", 10);

    static Stream<Rig> both() {
        return Stream.of(H2, EVERYTHING);
    }

    /** Rows that were edited last are removed too, although quiet runs moved no cursor past them. */
    @ParameterizedTest
    @MethodSource("both")
    void removesWhatWasEditedBeforeItVanished(Rig rig) {
        List<String> ids = january(rig, 60);
        rig.sync(MACHINES);
        List<String> edited = ids.subList(10, 30);
        edited.forEach(id -> rig.machines().edit(id, record -> record.put("description", "endret")));
        rig.sync(MACHINES);
        rig.sync(MACHINES);
        rig.sync(MACHINES);
        edited.forEach(rig.machines()::vanish);

        Ran ran = backfill(rig, "--reconcile", "--json");

        assertThat(ran.exitCode()).isZero();
        assertThat(last(ran).path("deleted").asInt()).isEqualTo(20);
        assertThat(last(ran).path("message").asText()).isEqualTo("20 of 60 rows of the window are no longer in Ditio");
        rig.assertMirrored(MACHINES);
    }

    /** A source that is set back to what it was: an older version with other content, and a record that was deleted. */
    @ParameterizedTest
    @MethodSource("both")
    void goesBackWithDitio(Rig rig) {
        Map<String, String> first = changed(rig);
        first.values().forEach(rig.machines()::put);
        rig.sync(MACHINES);

        Ran ran = backfill(rig, "--reconcile", "--json");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json().findValuesAsText("restored")).contains("2");
        rig.assertMirrored(MACHINES);
        assertThat(backfill(rig, "--reconcile", "--dry-run").exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("both")
    void goesBackWithDitioAfterAReset(Rig rig) {
        Map<String, String> first = changed(rig);
        first.values().forEach(rig.machines()::put);
        rig.machines().vanish(january(rig, 3).get(0));

        rig.program().run("state", "reset", MACHINES);
        RunReport run = rig.sync(MACHINES);

        assertThat(run.restored()).isEqualTo(2);
        assertThat(run.toString()).contains("(2 of them restored)");
        assertThat(run.mode()).isEqualTo("full");
        rig.assertMirrored(MACHINES);
        assertThat(rig.sync(MACHINES).mode()).isEqualTo("incremental");
    }

    @ParameterizedTest
    @MethodSource("both")
    void goesOnAfterAResetWhereItWasInterrupted(Rig rig) {
        List<String> ids = january(rig, 45);
        String before = rig.machines().live().get(ids.get(30));
        rig.machines().edit(ids.get(30), record -> record.put("qty", 99));
        rig.sync(MACHINES);
        ids.subList(0, 8).forEach(rig.machines()::vanish);
        rig.machines().put(before);
        rig.program().run("state", "reset", MACHINES);
        rig.sandbox().faults().after(MACHINES, 2, Fault.status(403));

        rig.failureOf(MACHINES);
        rig.machines().delete(ids.get(20));
        rig.machines().edit(ids.get(9), moved("2026-01-30T10:00:00Z"));
        RunReport run = rig.sync(MACHINES);

        assertThat(run.deleted()).isEqualTo(9);
        assertThat(run.restored()).isEqualTo(1);
        rig.assertMirrored(MACHINES);
    }

    @ParameterizedTest
    @MethodSource("both")
    void holdsMuchBackAfterAResetUntilForced(Rig rig) {
        List<String> ids = january(rig, 130);
        rig.sync(MACHINES);
        ids.subList(0, 120).forEach(rig.machines()::vanish);
        rig.program().run("state", "reset", MACHINES);

        Ran held = rig.program().run("sync", MACHINES, "--json");
        Ran again = rig.program().run("sync", MACHINES, "--json");
        int left = rig.sql().texts("select id from machine_registrations").size();
        Ran forced = rig.program().run("sync", MACHINES, "--force", "--json");

        assertThat(List.of(held.exitCode(), again.exitCode(), forced.exitCode()))
                .containsExactly(6, 6, 0);
        assertThat(held.json().get(0).path("held").asInt()).isEqualTo(120);
        assertThat(held.json().get(0).path("message").asText()).contains("120 of 130 rows", "--force", "state set");
        assertThat(left).isEqualTo(130);
        assertThat(forced.json().get(0).path("deleted").asInt()).isEqualTo(120);
        rig.assertMirrored(MACHINES);
        assertThat(rig.sql().texts("select name from ditio_reconcile")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("both")
    void showsWhatItWouldDoAndDoesNothing(Rig rig) {
        List<String> ids = january(rig, 45);
        List<String> before = List.copyOf(ids.subList(0, 3)).stream()
                .map(rig.machines().live()::get)
                .toList();
        ids.subList(0, 3).forEach(id -> rig.machines().edit(id, record -> record.put("qty", 99)));
        String deleted = rig.machines().live().get(ids.get(3));
        rig.sync(MACHINES);
        rig.machines().delete(ids.get(3));
        rig.sync(MACHINES);
        before.forEach(rig.machines()::put);
        rig.machines().put(deleted);
        ids.subList(5, 30).forEach(rig.machines()::vanish);
        rig.machines().put(rig.machines().live().get(ids.get(40)).replaceFirst("\"qty\":[0-9.]+", "\"qty\":77"));
        List<String> tables = everything(rig);

        Ran json = backfill(rig, "--reconcile", "--dry-run", "--json");
        Ran text = backfill(rig, "--reconcile", "--dry-run");

        assertThat(everything(rig)).isEqualTo(tables);
        assertThat(List.of(json.exitCode(), text.exitCode())).containsExactly(6, 6);
        JsonNode found = last(json);
        assertThat(found.path("outcome").asText()).isEqualTo("differs");
        assertThat(texts(found.path("removedIds"))).containsExactlyInAnyOrderElementsOf(ids.subList(5, 30));
        assertThat(texts(found.path("restoredIds"))).containsExactlyInAnyOrderElementsOf(ids.subList(0, 4));
        assertThat(texts(found.path("replacedIds"))).containsExactly(ids.get(40));
        assertThat(text.out()).contains("25 rows removed", "and 5 more", "4 rows restored", "1 rows replaced");
        assertThat(backfill(rig, "--reconcile").exitCode()).isZero();
        rig.assertMirrored(MACHINES);
    }

    @ParameterizedTest
    @MethodSource("both")
    void forgetsWhatADryRunNotedThatWasKilled(Rig rig) {
        january(rig, 3);
        rig.sync(MACHINES);
        String killed = MACHINES + "@2025-01-01/2025-02-01+dry-run";
        rig.sql().execute("insert into ditio_reconcile (name, window_rows) values ('" + killed + "', 1)");
        rig.sql().execute("insert into ditio_expected (name, id, in_window) values ('" + killed + "', 'x', true)");

        assertThat(backfill(rig, "--reconcile", "--dry-run").exitCode()).isZero();

        assertThat(rig.sql().texts("select name from ditio_reconcile")).isEmpty();
        assertThat(rig.sql().texts("select name from ditio_expected")).isEmpty();
    }

    private static List<String> everything(Rig rig) {
        List<String> all = new ArrayList<>(rig.sql()
                .texts("select concat(id, ' ', modified_date_time, ' ', qty) from machine_registrations order by id"));
        all.addAll(rig.sql().texts("select concat(name, ' ', version, ' ', since) from ditio_cursor order by name"));
        all.addAll(rig.sql().texts("select concat(id, ' ', deleted_at) from ditio_deleted order by id"));
        all.addAll(rig.sql().texts("select id from ditio_expected"));
        if (rig.hasKafka()) {
            all.add("messages: " + rig.topicOf(MACHINES).entries().size());
        }
        return all;
    }

    /** A live record that is edited while the slices are read is not overwritten, nor is one that moves between them. */
    @ParameterizedTest
    @MethodSource("both")
    void leavesWhatTheStreamBringsMeanwhile(Rig rig) {
        List<String> ids = january(rig, 40);
        rig.sync(MACHINES);
        rig.sandbox().faults().after(MACHINES, 3, Fault.meanwhile(() -> {
            rig.machines().edit(ids.get(0), record -> record.put("qty", 55));
            rig.machines().edit(ids.get(39), moved("2026-01-01T01:00:00Z"));
            rig.machines().edit(ids.get(38), moved("2026-05-01T01:00:00Z"));
            rig.machines().delete(ids.get(37));
        }));

        Ran ran = backfill(rig, "--reconcile", "--json");

        assertThat(ran.exitCode()).isZero();
        assertThat(last(ran).path("deleted").asInt()).isZero();
        rig.assertMirrored(MACHINES);
    }

    /** The texts of two records before one was edited and the other deleted, and the program saw that. */
    private static Map<String, String> changed(Rig rig) {
        rig.machines().put(record("rec-00001", "2.0"));
        rig.machines().put(record("rec-00002", "2.0"));
        Map<String, String> first = rig.machines().live();
        rig.sync(MACHINES);
        rig.machines().edit("rec-00001", record -> record.put("qty", 99.0));
        rig.machines().delete("rec-00002");
        rig.sync(MACHINES);
        return first;
    }

    private static String record(String id, String qty) {
        return ("{\"id\": \"%s\", \"qty\": %s, \"stopDateTime\": \"2026-01-20T08:00:00Z\","
                        + " \"modifiedDateTime\": \"2026-01-20T10:00:00Z\"}")
                .formatted(id, qty);
    }

    /** Records that stop on the days of January, in the order of ids. */
    private static List<String> january(Rig rig, int count) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            ids.add(rig.machines()
                    .add(rig.machines()
                            .generate()
                            .put("stopDateTime", "2026-01-%02dT10:%02d:00Z".formatted(1 + number % 31, number % 60))));
        }
        return ids;
    }

    private static Consumer<ObjectNode> moved(String stop) {
        return record -> record.put("stopDateTime", stop);
    }

    private static Ran backfill(Rig rig, String... more) {
        List<String> words = new ArrayList<>(
                List.of("backfill", MACHINES, "--from", "2026-01-01", "--to", "2026-02-01", "--slice", "P7D"));
        words.addAll(Arrays.asList(more));
        return rig.program().run(words.toArray(String[]::new));
    }

    private static JsonNode last(Ran ran) {
        return ran.json().get(ran.json().size() - 1);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
