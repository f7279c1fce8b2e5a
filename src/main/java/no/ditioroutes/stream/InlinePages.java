package no.ditioroutes.stream;

/** Supplies pages of records that do not come from Ditio but pass through the stream's own route. */
public interface InlinePages extends PageFetcher {

    /** Returns the purpose of the pages, and the cursor that walks them. */
    Slice slice();
}
