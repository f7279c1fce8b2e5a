package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.ditioroutes.sandbox.ResponseFaults;
import no.ditioroutes.stream.tables.Reject;
import no.ditioroutes.stream.tables.StoredReject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that cannot be stored are set aside with the reason and as they came; their neighbours are not held up. */
class RejectsTest {

    @RegisterExtension
    static final Rig RIG = Rig.withEverything().with("sync.chunk-limit", 10);

    @Test
    void setsARecordAsideThatHasNoId() {
        RIG.machines().add(3);
        planted("{'machineName':'uten id','modifiedDateTime':'2026-01-01T00:00:00Z'}");

        assertThat(rejectedAmong(4).reason()).contains("id");
    }

    @Test
    void setsARecordAsideWhoseIdIsNoKey() {
        RIG.machines().add(3);
        planted("{'id':{'a':1},'machineName':'x'}");

        assertThat(rejectedAmong(4).reason()).contains("id");
    }

    @Test
    void setsARecordAsideWithATextWhereANumberBelongs() {
        RIG.machines().add(3);
        planted("{'id':'bad','qty':'mange','modifiedDateTime':'2026-01-01T00:00:00Z'}");

        Reject reject = rejectedAmong(4, "bad");

        assertThat(reject.recordId()).isEqualTo("bad");
        assertThat(reject.reason()).contains("qty");
        assertThat(reject.raw()).isEqualTo(planted);
    }

    @Test
    void setsARecordAsideWithATextThatTheDatabaseDoesNotKeep() {
        RIG.machines().add(3);
        planted("{'id':'nul','machineName':'a\\u0000b','modifiedDateTime':'2026-01-01T00:00:00Z'}");

        Reject reject = rejectedAmong(4, "nul");

        assertThat(reject.raw()).isEqualTo(planted);
    }

    @Test
    void setsAsideWhatIsNoObject() {
        RIG.sandbox()
                .faults()
                .next(
                        MACHINES,
                        ResponseFaults.rawBody(
                                "application/json", "{\"data\":[null, 7,\"tekst\" ,[1, 2], {\"id\":\"a\"}]}"));

        RunReport run = RIG.sync(MACHINES);

        assertThat(run.rejected()).isEqualTo(4);
        assertThat(run.upserted()).isEqualTo(1);
        assertThat(RIG.rejects(MACHINES))
                .extracting(reject -> reject.reject().raw())
                .containsExactlyInAnyOrder("null", "7", "\"tekst\"", "[1, 2]");
    }

    @Test
    void storesTheNeighboursOfManyThatAreRefused() {
        RIG.machines().add(8);
        for (int number = 0; number < 5; number++) {
            planted("{'id':'bad" + number + "','qty':'x" + number + "','modifiedDateTime':'2026-01-01T00:00:00Z'}");
        }

        RunReport run = RIG.sync(MACHINES);

        assertThat(run.rejected()).isEqualTo(5);
        assertThat(run.upserted()).isEqualTo(8);
        RIG.assertMirrored(MACHINES, "bad0", "bad1", "bad2", "bad3", "bad4");
    }

    @Test
    void countsARecordThatIsRefusedAgainWithoutKeepingItTwice() {
        planted("{'id':'bad','qty':'mange'}");

        RIG.sync(MACHINES);
        RunReport again = RIG.sync(MACHINES);

        assertThat(again.rejected()).isEqualTo(1);
        assertThat(RIG.rejects(MACHINES)).hasSize(1);
    }

    @Test
    void storesARecordOnceItIsMended() {
        planted("{'id':'bad','qty':'mange','modifiedDateTime':'2026-01-01T00:00:00Z'}");
        RIG.sync(MACHINES);

        RIG.machines().add(RIG.machines().generate().put("id", "bad").put("qty", 2.5));
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void storesARecordThatIsTooLargeForKafkaAndSaysSo() {
        String id = RIG.machines().add(3).get(0);
        RIG.machines().edit(id, record -> record.put("description", Noise.of(1_500_000)));

        RunReport run = RIG.sync(MACHINES);

        assertThat(run.rejected()).isEqualTo(1);
        assertThat(run.upserted()).isEqualTo(2);
        assertThat(RIG.sql().texts("select id from machine_registrations")).contains(id);
        assertThat(onlyReject().reason()).contains("ditio." + MACHINES);
    }

    private String planted;

    private void planted(String json) {
        planted = json.replace('\'', '"');
        RIG.machines().put(planted);
    }

    private static Reject rejectedAmong(int records, String... ids) {
        RunReport run = RIG.sync(MACHINES);

        assertThat(run.records()).isEqualTo(records);
        assertThat(run.rejected()).isEqualTo(1);
        RIG.assertMirrored(MACHINES, ids);
        return onlyReject();
    }

    private static Reject onlyReject() {
        List<StoredReject> rejects = RIG.rejects(MACHINES);
        assertThat(rejects).hasSize(1);
        return rejects.get(0).reject();
    }
}
