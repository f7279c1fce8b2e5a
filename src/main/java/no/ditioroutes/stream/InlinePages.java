package no.ditioroutes.stream;

/** Pages of records that come from somewhere else than Ditio, and go through the stream's own route. */
public interface InlinePages extends PageFetcher {

    /** Returns what they are for, and the cursor that walks them. */
    Slice slice();
}
