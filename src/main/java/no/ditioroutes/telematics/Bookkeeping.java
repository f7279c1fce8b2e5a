package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers what a delivery of machine states does, and knows what earlier ones did. */
interface Bookkeeping {

    /** Notes what Ditio says is the latest timestamp of a project, before anything is sent to it. */
    void met(ProjectName project, Optional<Instant> latest);

    /** Returns the rows that are not in Ditio already, as far as is known, and collide with none that are. */
    List<StateRow> selectNew(List<StateRow> rows);

    /**
     * Makes batches of rows, and notes all of them before any is sent.
     *
     * @return the batches to send; nothing if another process noted one of the rows meanwhile: they are to be selected again
     */
    Optional<List<StateBatch>> claim(List<StateRow> rows);

    /** Notes that a batch is about to leave. From then on only Ditio knows whether it arrived. */
    void leaving(StateBatch batch, PreSendSnapshot snapshot);

    /** Returns whether another request to the project was under way since the batch left. */
    boolean isAmongOthers(StateBatch batch);

    /** Notes that Ditio stored a batch. */
    void stored(StateBatch batch);

    /** Notes that a batch certainly did not arrive, and is going to be sent. */
    void absent(StateBatch batch);

    /** Notes that a batch of an earlier run did not arrive; its rows are sent when they come again. */
    void released(StateBatch batch);

    /** Notes that nobody knows whether a batch arrived. */
    void held(StateBatch batch);

    /** Replaces a batch by its halves. */
    List<StateBatch> halved(StateBatch batch);

    /** Rejects the rows of a batch that Ditio did not store. */
    void rejected(StateBatch batch, String reason);

    /** Rejects a row. */
    void rejected(StateRow row, String reason);
}
