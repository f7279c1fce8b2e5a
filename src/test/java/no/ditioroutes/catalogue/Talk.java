package no.ditioroutes.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.catalogue.Planner.Plan;
import no.ditioroutes.catalogue.RemoteCatalogue.RemoteEntry;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.ditio.Answers;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.ditio.StatusPolicy;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.monitor.Meters;

/** What conversations of the catalogue need, without HTTP and without a database. JSON is written with apostrophes. */
final class Talk {

    static final String BASE = "https://ditio.example/core/api/v4/integration/";

    static final CatalogueSettings SETTINGS = new CatalogueSettings(
            "https://ditio.example/core",
            "c1",
            "!clear",
            2,
            5,
            20,
            new HttpTransport("", false),
            new TimeFormats("UTC", "reject", "catalogue.time-formats", "d.M.yyyy"),
            Path.of("config/categories.csv"));

    static final CatalogueCalls CALLS = new CatalogueCalls(SETTINGS);

    static final CoreApi API =
            new CoreApi(new StatusPolicy(new TokenCache(credentials(), null, Meters.none()), Meters.none()));

    private Talk() {}

    private static Credentials credentials() {
        SecretSetting none = new SecretSetting("DITIO_TOKEN", "", "");
        return new Credentials("client", none, none);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the next call in short, such as {@code GET tasks/project/1}. */
    static String asked(Conversation conversation) {
        return words(conversation.nextCall());
    }

    static String words(ApiCall call) {
        return call.method() + " " + call.address().replace(BASE, "").replace("https://ditio.example/core/api/", "")
                + (call.body().isEmpty() ? "" : " " + call.body().replace('"', '\''));
    }

    /** Sends the next call, and answers it. */
    static void answer(Conversation conversation, int status, String json) throws IOException {
        ApiCall call = conversation.nextCall();
        conversation.leaving();
        conversation.accept(Answers.to(call, status, json.replace('\'', '"')));
    }

    static Map<String, JsonNode> values(String... namesAndTexts) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int at = 0; at < namesAndTexts.length; at += 2) {
            values.put(namesAndTexts[at], TextNode.valueOf(namesAndTexts[at + 1]));
        }
        return values;
    }

    static EntryKey key(String number) {
        return new EntryKey("c1", "", number);
    }

    static PlanEntry toCreate(EntryKind kind, String number, String... namesAndTexts) {
        return PlanEntry.toCreate(kind, 2, key(number), values(namesAndTexts));
    }

    /** Returns an entry that Ditio has by the id of its number in lower case. */
    static PlanEntry toPatch(EntryKind kind, String number, Map<String, JsonNode> wanted) {
        JsonNode present = json("{'id':'" + number.toLowerCase(Locale.ROOT) + "'}");
        return PlanEntry.toPatch(kind, 2, key(number), wanted, new RemoteEntry(present, Map.of(), List.of()));
    }

    /** Returns a machine that no row mentions and that Ditio lets go. */
    static PlanEntry toDelete(String number) {
        PlanEntry entry =
                PlanEntry.toRetire(EntryKind.MACHINES, key(number), number.toLowerCase(Locale.ROOT), List.of());
        entry.decideDeletion(true);
        return entry;
    }

    /** Returns a synchronisation whose plan has these entries. */
    static CatalogueSync sync(EntryKind kind, PlanEntry... entries) {
        CatalogueSync sync = CatalogueSync.withRows(kind, "rows", List.of());
        sync.plan(new Plan(Arrays.asList(entries), Optional.empty(), ""));
        return sync;
    }
}
