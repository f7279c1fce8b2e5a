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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.DitioInstants;
import no.ditioroutes.ditio.HttpResult;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.ditio.StatusPolicy;
import no.ditioroutes.ditio.UnavailableException;

/** Makes the calls of the mass transport API for machine states, and reads its answers. */
public final class StatesApi {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The scope that a token for these calls must have. */
    public static final String SCOPE = "masstransportapiv1";

    private final String base;
    private final String states;
    private final StatusPolicy refusals;

    /** @param base the address that Ditio hands out; may be empty if no states are sent */
    public StatesApi(String base, StatusPolicy refusals, HttpTransport transport) {
        this.base = base.isBlank() ? "" : transport.base("DITIO_MASSTRANSPORT_BASE", base);
        this.states = this.base + "/api/external-excavator-state";
        this.refusals = refusals;
    }

    /** Returns whether there is an address to send to. */
    public boolean isOn() {
        return !base.isEmpty();
    }

    /**
     * Checks that there is an address to send to.
     *
     * @throws UserFacingException if there is none
     */
    public void checkBase() {
        if (!isOn()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "DITIO_MASSTRANSPORT_BASE is not set: it is the address that Ditio hands out for machine states");
        }
    }

    /** Returns the call that sends a batch. */
    ApiCall send(StateBatch batch) {
        return ApiCall.post(states + "/import", SCOPE, json(batch), "the import of " + batch);
    }

    private static String json(StateBatch batch) {
        StringWriter json = new StringWriter(160 * batch.size());
        try (JsonGenerator generator = FACTORY.createGenerator(json)) {
            generator.writeStartArray();
            for (StateRow row : batch.rows()) {
                write(generator, row.state());
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
     * Checks the answer of a success to a batch. Only 201 is documented; any other 2xx counts too, unless it comes with a web
     * page, as somebody on the way may answer.
     *
     * @throws IOException if it is a page
     */
    void checkStored(HttpResult answer) throws IOException {
        if (answer.status() != 201) {
            tree(answer);
        }
    }

    /** Counts an answer of 403 as refused, and returns why the project accepts nothing. */
    String countForbidden(ProjectName project, HttpResult answer) {
        refusals.count(answer);
        return "Ditio answered 403: " + answer.excerpt() + ". Ask Ditio to grant the client the scope " + SCOPE
                + " and to enable it for " + project + "; then drop these rows again";
    }

    /**
     * Refuses an answer that nobody expected.
     *
     * @throws UnavailableException if another attempt may help
     * @throws UserFacingException if none can
     */
    public void refuse(HttpResult answer) throws UnavailableException {
        refusals.judge(answer);
        throw new UserFacingException(
                UserFacingException.Kind.DITIO,
                answer + ". Expected 200 or 201; check DITIO_MASSTRANSPORT_BASE and any proxy");
    }

    ApiCall latest(ProjectName project) {
        return latest(project.companyId(), project.projectId());
    }

    /** Returns the call for the latest timestamp of a project of a company. */
    public ApiCall latest(String companyId, String projectId) {
        return ApiCall.get(
                states + "/latest-timestamp/" + encode(companyId) + "/" + encode(projectId),
                "",
                SCOPE,
                "the latest timestamp of company " + companyId + ", project " + projectId);
    }

    /**
     * Returns the latest timestamp; nothing if Ditio has nothing of the project. What it answers then is not documented: 204,
     * 404, an empty body, null and an object without a time all count as that.
     *
     * @throws IOException if another attempt may help
     */
    public Optional<Instant> latest(HttpResult answer) throws IOException {
        if (answer.status() == 204 || answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            refuse(answer);
        }
        return times(tree(answer))
                .flatMap(text -> DitioInstants.parse(text).stream())
                .max(Instant::compareTo);
    }

    private static Stream<String> times(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.textValue())
                : StreamSupport.stream(node.spliterator(), false).flatMap(StatesApi::times);
    }

    /**
     * Returns the call for the totals by state over the days of a batch, and a day more on both sides: in which zone they are
     * cut is not documented.
     */
    ApiCall totals(StateBatch batch) {
        LocalDate from = LocalDate.ofInstant(batch.oldest(), ZoneOffset.UTC).minusDays(1);
        LocalDate to = LocalDate.ofInstant(batch.newest().end(), ZoneOffset.UTC).plusDays(1);
        return totals(batch.project().companyId(), batch.project().projectId(), from, to);
    }

    /** Returns the call for the totals by state of a project from one day to another. */
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

    /** Returns the totals. If Ditio does not give them out they prove nothing, and whoever asked does without. */
    JsonNode totalsIfAny(HttpResult answer) throws IOException {
        return isRefusedForGood(answer.status()) ? NullNode.getInstance() : totals(answer);
    }

    private static boolean isRefusedForGood(int status) {
        return status >= 400 && status < 500 && status != 401 && status != 408 && status != 429;
    }

    private JsonNode totals(HttpResult answer) throws IOException {
        if (answer.status() != 200 && answer.status() != 204) {
            refuse(answer);
        }
        return tree(answer);
    }

    private static JsonNode tree(HttpResult answer) throws IOException {
        try {
            JsonNode tree = JSON.readTree(answer.text());
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            // A bare text is not JSON, but may be a time.
            String text = answer.text().strip();
            if (DitioInstants.parse(text).isEmpty()) {
                throw new IOException(answer + ". Expected JSON", e);
            }
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
