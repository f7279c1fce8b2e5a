package no.ditioroutes.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/** A working day: registrations are made, corrected and deleted as time goes by. */
final class Life implements Runnable {

    private static final List<String> CORRECTIONS = List.of("Rettet av bas", "Feil prosjekt, flyttet", "Glemt pause ☕");

    private final List<Registrations> streams;
    private final SplittableRandom chance;

    Life(Collection<Registrations> streams, long seed) {
        this.streams = List.copyOf(streams);
        this.chance = new SplittableRandom(seed);
    }

    @Override
    public void run() {
        Registrations stream = streams.get(chance.nextInt(streams.size()));
        int dice = chance.nextInt(10);
        // Held throughout, so that what is picked is still there when it is changed.
        synchronized (stream) {
            change(stream, dice);
        }
    }

    private void change(Registrations stream, int dice) {
        if (dice < 4) {
            stream.add(1);
        } else {
            stream.any(chance.nextDouble()).ifPresent(id -> change(stream, id, dice));
        }
    }

    private void change(Registrations stream, String id, int dice) {
        if (dice < 9) {
            stream.edit(id, record -> record.put("description", CORRECTIONS.get(chance.nextInt(CORRECTIONS.size()))));
        } else {
            stream.delete(id);
        }
    }
}
