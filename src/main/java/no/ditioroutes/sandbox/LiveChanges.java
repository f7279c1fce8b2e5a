package no.ditioroutes.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/** Simulates a working day: creates, corrects and deletes registrations as time passes. */
final class LiveChanges implements Runnable {

    private static final List<String> CORRECTIONS = List.of("Rettet av bas", "Feil prosjekt, flyttet", "Glemt pause ☕");

    private final List<StreamRecords> streams;
    private final SplittableRandom chance;

    LiveChanges(Collection<StreamRecords> streams, long seed) {
        this.streams = List.copyOf(streams);
        this.chance = new SplittableRandom(seed);
    }

    @Override
    public void run() {
        StreamRecords stream = streams.get(chance.nextInt(streams.size()));
        int dice = chance.nextInt(10);
        // The lock is held throughout, so that the chosen record still exists when it is changed.
        synchronized (stream) {
            change(stream, dice);
        }
    }

    private void change(StreamRecords stream, int dice) {
        if (dice < 4) {
            stream.add(1);
        } else {
            stream.any(chance.nextDouble()).ifPresent(id -> change(stream, id, dice));
        }
    }

    private void change(StreamRecords stream, String id, int dice) {
        if (dice < 9) {
            stream.edit(id, record -> record.put("description", CORRECTIONS.get(chance.nextInt(CORRECTIONS.size()))));
        } else {
            stream.delete(id);
        }
    }
}
