package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.HOURS;
import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.sandbox.Quirk;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first load of a stream: everything there is, page by page. */
class FullLoadTest {

    @RegisterExtension
    static final Rig RIG = Rig.withEverything().with("sync.chunk-limit", 10);

    @Test
    void loadsEverythingPageByPage() {
        RIG.machines().add(35);

        RunReport run = RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(run.mode()).isEqualTo("full");
        assertThat(run.pages()).isEqualTo(4);
        assertThat(run.upserted()).isEqualTo(35);
        assertThat(run.complete()).isTrue();
    }

    @Test
    void repeatsEveryOtherParameterOnEveryPage() {
        RIG.machines().add(35);

        RIG.sync(MACHINES);

        assertThat(RIG.pages(MACHINES)).hasSize(4).allSatisfy(page -> {
            assertThat(page.query()).containsEntry("ChunkLimit", "10");
            assertThat(page.query().keySet()).isSubsetOf("ChunkLimit", "ContinuationToken");
        });
    }

    @Test
    void echoesTheTokenVerbatimAndEncodedOnce() {
        RIG.machines().add(15);

        RIG.sync(MACHINES);

        String rawQuery = RIG.pages(MACHINES).get(1).rawQuery();
        assertThat(rawQuery).contains("ContinuationToken=%252B%2B%2F").endsWith("%26%3D%25");
    }

    @Test
    void takesEveryWayOfSayingThatAPageIsTheLast() {
        // The sandbox turns from no token at all to null to an empty text.
        for (int turn = 0; turn < 3; turn++) {
            RIG.sql().empty();
            RIG.machines().add(11);

            RunReport run = RIG.sync(MACHINES);

            assertThat(run.complete()).isTrue();
            assertThat(run.records()).isEqualTo(11L * (turn + 1));
        }
    }

    @Test
    void keepsRecordsOfOneTimeThatCrossThePageLimit() {
        RIG.machines().add(7);
        RIG.machines().addTies(25);
        RIG.machines().add(7);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void takesPagesLongerThanTheLimit() {
        RIG.sandbox().quirks().add(Quirk.CHUNK_LIMIT_IGNORED);
        RIG.machines().add(120);

        RunReport run = RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(run.pages()).isEqualTo(1);
    }

    @Test
    void goesOnAfterAnEmptyPageWithAToken() {
        RIG.sandbox().quirks().add(Quirk.EMPTY_PAGES);
        RIG.machines().add(35);

        RunReport run = RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(run.pages()).isEqualTo(7);
    }

    @Test
    void takesPagesThatCarryNothingButDataAndToken() {
        RIG.sandbox().quirks().add(Quirk.LEAN_ENVELOPE);
        RIG.machines().add(35);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void takesPagesInAnyOrder() {
        RIG.sandbox().quirks().add(Quirk.UNSORTED);
        RIG.machines().add(35);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void ignoresALinkToAnotherHost() {
        RIG.sandbox().quirks().add(Quirk.FOREIGN_LINK);
        RIG.machines().add(35);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void endsWithACursorWhereThereIsNothingToLoad() {
        RunReport run = RIG.sync(HOURS);

        assertThat(run.complete()).isTrue();
        assertThat(run.records()).isZero();
        assertThat(RIG.cursor(HOURS)).get().matches(cursor -> !cursor.isOpen());
    }

    @Test
    void keepsFieldsThatNoDocumentNames() {
        String id = RIG.machines().add(1).get(0);
        RIG.machines().edit(id, record -> {
            record.putObject("meter")
                    .put("start", 1200)
                    .putArray("dypt")
                    .addObject()
                    .put("kode", "Ø-1");
            record.put("heltNytt", 12.50);
        });

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void keepsLettersOfEveryAlphabet() {
        String id = RIG.hours().add(1).get(0);
        RIG.hours()
                .edit(
                        id,
                        record -> record.put(
                                "description", "Blåbærsyltetøy čáhci ŋuolla 🚜💥 «ä» \u2028 e\u0301 \"\\/\n\t"));

        RIG.sync(HOURS);

        RIG.assertMirrored(HOURS);
    }

    @Test
    void storesADateOfYearOneAsNone() {
        String id = RIG.hours().add(1).get(0);
        RIG.hours().edit(id, record -> record.put("approvedDateTime", "0001-01-01T00:00:00")
                .put("lockedDateTime", ""));

        RIG.sync(HOURS);

        RIG.assertMirrored(HOURS);
        assertThat(RIG.sql()
                        .texts("select id from time_registrations"
                                + " where approved_date_time is null and locked_date_time is null"))
                .containsExactly(id);
    }

    @Test
    void storesAHiddenDriverAsNone() {
        String blank = RIG.machines().add(1).get(0);
        RIG.machines().edit(blank, record -> record.put("driverName", "").put("driverId", ""));
        String missing = RIG.machines().add(1).get(0);
        RIG.machines().edit(missing, record -> record.putNull("driverName").putNull("driverId"));

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.sql()
                        .texts("select id from machine_registrations where driver_name is null and driver_id is null"))
                .containsExactlyInAnyOrder(blank, missing);
    }

    @Test
    void createsItsTopicCompacted() throws ExecutionException, InterruptedException {
        RIG.hours().add(1);
        RIG.sync(HOURS);

        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "ditio." + HOURS);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", KafkaBroker.shared().brokers()))) {
            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }
}
