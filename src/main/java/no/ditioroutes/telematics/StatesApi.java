package no.ditioroutes.telematics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;
import no.ditioroutes.ditio.Answer;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Instants;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.ditio.Refusals;
import no.ditioroutes.ditio.Transport;
import no.ditioroutes.ditio.Unavailable;
import no.ditioroutes.telematics.Batch.Outcome;

/** The calls of the mass transport API for machine states, and what its answers mean. */
public final class StatesApi {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Class<? extends IOException>> NO_CONNECTION =
            List.of(ConnectException.class, NoRouteToHostException.class, UnknownHostException.class);
    /** What a token for these calls must have. */
    public static final String SCOPE = "masstransportapiv1";

    private final String base;
    private final String states;
    private final Refusals refusals;

    /** @param base the address that Ditio hands out; may be empty where no states are sent */
    public StatesApi(String base, Refusals refusals, Transport transport) {
        this.base = base.isBlank() ? "" : transport.base("DITIO_MASSTRANSPORT_BASE", base);
        this.states = this.base + "/api/external-excavator-state";
        this.refusals = refusals;
    }

    /** Whether there is an address to send to. */
    public boolean isOn() {
        return !base.isEmpty();
    }

    /** Says what is missing, if anything is. */
    public void checkBase() {
        if (!isOn()) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "DITIO_MASSTRANSPORT_BASE is not set: it is the address that Ditio hands out for machine states");
        }
    }

    /** Sends a batch. */
    public ApiCall send(Batch batch) {
        return ApiCall.post(states + "/import", SCOPE, json(batch), "the import of " + batch);
    }

    private static String json(Batch batch) {
        StringWriter json = new StringWriter(160 * batch.size());
        try (JsonGenerator generator = FACTORY.createGenerator(json)) {
            generator.writeStartArray();
            for (MachineState state : (Iterable<MachineState>) batch.states()::iterator) {
                write(generator, state);
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    private static void write(JsonGenerator generator, MachineState state) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("companyId", state.companyId());
        generator.writeStringField("projectId", state.projectId());
        generator.writeStringField("machineId", state.machineId());
        generator.writeStringField("state", state.state());
        generator.writeStringField("startTime", state.start().toString());
        generator.writeStringField("endTime", state.end().toString());
        generator.writeEndObject();
    }

    /**
     * Takes the answer to a batch. Only 201 is documented for success; any other 2xx is taken for it too, unless it is
     * a web page, as somebody on the way may answer.
     *
     * @throws IOException where it is to be sent again, once it is known whether it arrived
     * @throws Failure where nothing more can be sent
     */
    public void sent(Batch batch, Answer answer) throws IOException {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            if (status != 201) {
                tree(answer);
            }
            batch.becomes(Outcome.SENT, "");
        } else if (status == 400 || status == 413 || status == 422) {
            batch.becomes(Outcome.REFUSED, "Ditio refused it with " + status + ": " + answer.excerpt());
        } else if (status == 403) {
            String why = "Ditio answered 403: " + answer.excerpt() + ". " + whyForbidden(batch.project());
            batch.project().stop(why);
            batch.becomes(Outcome.FORBIDDEN, why);
        } else {
            // These are said before anything is done. A 503 may come from a gateway, after all was done behind it.
            if (status == 401 || status == 404 || status == 429) {
                batch.toSend();
            }
            refuse(answer);
        }
    }

    /**
     * Goes on with what was thrown instead of an answer. Where no connection came about, nothing left this machine; and
     * where Ditio said 401 there was no fresh token to send it with again.
     *
     * @param last the body of the last answer, if there was one
     */
    public void failed(Batch batch, Exception thrown, Object last) throws Exception {
        boolean refused = last instanceof Answer answer && answer.status() == 401;
        if (refused
                || NO_CONNECTION.stream()
                        .anyMatch(kind -> Thrown.of(kind, thrown).isPresent())) {
            batch.toSend();
        }
        throw thrown;
    }

    private static String whyForbidden(Project project) {
        return "Ask Ditio to grant the client the scope " + SCOPE + " and to enable it for " + project
                + "; then drop these rows again";
    }

    public void refuse(Answer answer) throws Unavailable {
        refusals.judge(answer);
        throw new Failure(
                Failure.Kind.DITIO, answer + ". Expected 200 or 201; check DITIO_MASSTRANSPORT_BASE and any proxy");
    }

    /** Asks for the latest timestamp of a project. */
    public ApiCall latest(Project project) {
        return latest(project.companyId(), project.projectId());
    }

    /** Asks for the latest timestamp of a project of a company. */
    public ApiCall latest(String companyId, String projectId) {
        return ApiCall.get(
                states + "/latest-timestamp/" + encode(companyId) + "/" + encode(projectId),
                "",
                SCOPE,
                "the latest timestamp of company " + companyId + ", project " + projectId);
    }

    /** Takes what Ditio says of a project before anything is sent to it. */
    public void asked(Project project, Answer answer) throws IOException {
        if (answer.status() == 403) {
            project.stop("Ditio answered 403: " + answer.excerpt() + ". " + whyForbidden(project));
        } else {
            project.latest(latest(answer));
        }
    }

    /**
     * The latest timestamp; empty where Ditio has nothing of the project. What it answers then is not documented: 204,
     * 404, an empty body, null and an object without a time are all taken for it.
     */
    public Optional<Instant> latest(Answer answer) throws IOException {
        if (answer.status() == 204 || answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            refuse(answer);
        }
        return times(tree(answer))
                .flatMap(text -> Instants.parse(text).stream())
                .max(Instant::compareTo);
    }

    private static Stream<String> times(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.textValue())
                : StreamSupport.stream(node.spliterator(), false).flatMap(StatesApi::times);
    }

    /**
     * Asks for the totals by state over the days of a batch, and a day more on both sides: in which zone they are cut is
     * not documented.
     */
    public ApiCall totals(Batch batch) {
        LocalDate from = LocalDate.ofInstant(batch.oldest(), ZoneOffset.UTC).minusDays(1);
        LocalDate to = LocalDate.ofInstant(batch.newest().end(), ZoneOffset.UTC).plusDays(1);
        return totals(batch.project().companyId(), batch.project().projectId(), from, to);
    }

    /** Asks for the totals by state of a project from one day to another. */
    public ApiCall totals(String companyId, String projectId, LocalDate from, LocalDate to) {
        String json = JSON.createObjectNode()
                .put("companyId", companyId)
                .put("projectId", projectId)
                .put("fromDate", from.toString())
                .put("toDate", to.toString())
                .toString();
        return ApiCall.post(
                states + "/aggregated-data-per-state",
                SCOPE,
                json,
                "the totals of company " + companyId + ", project " + projectId + " from " + from + " to " + to);
    }

    /** Keeps the totals as they are before a batch is sent. */
    public void totalsBefore(Batch batch, Answer answer) throws IOException {
        batch.totals(totalsIfAny(answer));
    }

    /** Where Ditio does not give them out, they tell nothing; the batch goes on its way without. */
    private JsonNode totalsIfAny(Answer answer) throws IOException {
        return isRefusedForGood(answer.status()) ? NullNode.getInstance() : totals(answer);
    }

    private static boolean isRefusedForGood(int status) {
        return status >= 400 && status < 500 && status != 401 && status != 408 && status != 429;
    }

    JsonNode totals(Answer answer) throws IOException {
        if (answer.status() != 200 && answer.status() != 204) {
            refuse(answer);
        }
        return tree(answer);
    }

    /** Judges by the latest timestamp whether a batch arrived. */
    public void judgeByLatest(Batch batch, Answer answer) throws IOException {
        if (answer.status() == 403) {
            batch.verdict(Verdict.UNKNOWN);
        } else {
            batch.verdict(batch.before().byLatest(batch.newest(), latest(answer)));
        }
    }

    /** Judges by the totals whether a batch arrived. */
    public void judgeByTotals(Batch batch, Answer answer) throws IOException {
        batch.verdict(Totals.verdict(
                batch.before().totals(), totalsIfAny(answer), batch.states().toList()));
    }

    private static JsonNode tree(Answer answer) throws IOException {
        try {
            JsonNode tree = JSON.readTree(answer.text());
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            // A bare text is no JSON, and may be a time all the same.
            String text = answer.text().strip();
            if (Instants.parse(text).isEmpty()) {
                throw new IOException(answer + ". Expected JSON", e);
            }
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
