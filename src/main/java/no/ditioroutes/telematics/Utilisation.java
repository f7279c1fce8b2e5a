package no.ditioroutes.telematics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;
import no.ditioroutes.ditio.Answer;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.store.SentDays;
import no.ditioroutes.store.Store;
import no.ditioroutes.stream.RunReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the hours of machines by state back from Ditio, for the last days of some projects or for a period. What an answer
 * looks like is not documented, so it is stored as it came, with the hours that are found in it.
 */
public final class Utilisation {

    private static final Logger LOG = LoggerFactory.getLogger(Utilisation.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final StatesApi api;
    private final ServerClock clock;
    private final ZoneId zone;
    private final Store store;
    private final SentDays sentDays;
    private final List<ProjectName> projects;
    private final int days;
    private final Meters meters;
    private final AtomicBoolean toldThatOff = new AtomicBoolean();
    /** What was reported as missing: the last days are read again and again. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * @param rules know the usual project, and the time zone that tells which day it is
     * @param projects {@code COMPANY/PROJECT, …}; empty for the usual one
     * @param days how many, with today
     */
    public Utilisation(
            StatesApi api, StateRules rules, ServerClock clock, Store store, String projects, int days, Meters meters) {
        this.api = api;
        this.clock = clock;
        this.zone = rules.zone();
        this.store = store;
        this.sentDays = new SentDays(store);
        this.projects = projects.isBlank() ? usual(api, rules) : ProjectName.list("utilisation.projects", projects);
        this.days = days;
        this.meters = meters;
        if (days < 1) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "utilisation.days is " + days + ", expected how many days to read, such as 7");
        }
    }

    /** Ids without an address may be set for other purposes. */
    private static List<ProjectName> usual(StatesApi api, StateRules rules) {
        boolean isSet =
                api.isOn() && !rules.companyId().isEmpty() && !rules.projectId().isEmpty();
        return isSet ? List.of(new ProjectName(rules.companyId(), rules.projectId())) : List.of();
    }

    /** Whether there is a project to ask for. */
    public boolean isOn() {
        return !projects.isEmpty();
    }

    /** Checks that there is a project to ask for. */
    public void checkProjects() {
        if (!isOn()) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "There is no project to read machine hours of: set utilisation.projects to COMPANY/PROJECT, or"
                            + " DITIO_COMPANY_ID, DITIO_PROJECT_ID and DITIO_MASSTRANSPORT_BASE");
        }
    }

    /**
     * Returns what to ask for now; nothing if no project is set, which is logged once.
     *
     * @param periodOrNull null for the last days
     */
    public UtilisationRun open(Period periodOrNull) {
        if (isOn()) {
            checkBase();
        } else if (toldThatOff.compareAndSet(false, true)) {
            LOG.info("No machine hours are read: utilisation.projects names no project, and DITIO_COMPANY_ID,"
                    + " DITIO_PROJECT_ID and DITIO_MASSTRANSPORT_BASE are not all set");
        }
        LocalDate today = LocalDate.ofInstant(clock.now(), zone);
        Period lastDays = new Period(today.minusDays(days - 1L), today);
        return new UtilisationRun(projects, periodOrNull == null ? lastDays : periodOrNull);
    }

    /** Begins with a project. */
    public ProjectPeriod begin(UtilisationRun run, ProjectName project) {
        Period period = run.period();
        return new ProjectPeriod(
                run,
                project,
                period,
                sentDays.of(project.companyId(), project.projectId(), period.from(), period.to()));
    }

    private void checkBase() {
        try {
            api.checkBase();
        } catch (Failure e) {
            throw failed(e);
        }
    }

    /** Asks for the next totals of a project. */
    public ApiCall call(ProjectPeriod part) {
        ProjectName project = part.project();
        Period asked = part.nextCall();
        return api.totals(project.companyId(), project.projectId(), asked.from(), asked.to());
    }

    /**
     * Takes the answer. What Ditio refuses of one project does not stop the others.
     *
     * @throws IOException if a retry may help
     * @throws Failure if none can, for any project
     */
    public void read(ProjectPeriod part, Answer answer) throws IOException {
        switch (answer.status()) {
            case 200, 204 -> part.accept(new TotalsAnswer(json(answer), answer.text()));
            case 404 -> {
                part.run().unknown(part.project());
                part.abandon();
            }
            case 400, 413, 422 -> refusedMaybeForItsLength(part, answer);
            case 403 -> refused(part, answer);
            default -> api.refuse(answer);
        }
        part.run().answered();
    }

    /** How long a period may be is not documented. */
    private static void refusedMaybeForItsLength(ProjectPeriod part, Answer answer) {
        if (!part.refusedSoMany()) {
            refused(part, answer);
        }
    }

    private static void refused(ProjectPeriod part, Answer answer) {
        part.run().refuse(part.project(), refusal(part.project(), answer));
        part.abandon();
    }

    /** A page of a proxy is no answer of Ditio's. */
    private static JsonNode json(Answer answer) throws IOException {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new IOException(answer + ". Expected JSON; check DITIO_MASSTRANSPORT_BASE and any proxy", e);
        }
    }

    private static Failure refusal(ProjectName project, Answer answer) {
        boolean forbidden = answer.status() == 403;
        return new Failure(
                forbidden ? Failure.Kind.REFUSED : Failure.Kind.DITIO,
                answer + ". "
                        + (forbidden
                                ? "Ask Ditio to grant the client the scope "
                                        + answer.call().scope() + " and to enable it for " + project
                                : "Check the ids of " + project)
                        + ", or take it out of utilisation.projects");
    }

    /** Stores the days of a project, and reports those of which Ditio shows nothing although states were sent. */
    public void store(ProjectPeriod part) {
        part.days().forEach(day -> part.run().stored(store.replace(day)));
        List<LocalDate> missing = part.missingDays().stream()
                .filter(day -> reported.add(part.project() + " " + day))
                .toList();
        if (!missing.isEmpty()) {
            LOG.warn(
                    "Ditio shows no machine hours of {} on {} days on which states were sent to it: {}. Check there whether"
                            + " the states arrived",
                    part.project(),
                    missing.size(),
                    missing);
        }
    }

    /** Tells what stopped a run. */
    public void gaveUp(Exception thrown) {
        Thrown.of(Failure.class, thrown).ifPresent(failure -> {
            throw failed(failure);
        });
        IOException last = Thrown.of(IOException.class, thrown).orElseThrow();
        throw failed(new Failure(
                Failure.Kind.DITIO,
                "Gave up reading machine hours: " + last.getMessage()
                        + ". The days before are stored; the next run asks for all of them again",
                last));
    }

    /** Notes how a run ended, for health. */
    private Failure failed(Failure failure) {
        meters.stream(UtilisationRun.NAME).failed(failure.getMessage());
        return failure;
    }

    /**
     * Ends a run.
     *
     * @throws Failure where Ditio refused a project; the others are stored
     */
    public RunReport finish(UtilisationRun run) {
        RunReport report = run.report();
        LOG.atLevel(report.isQuiet() ? Level.DEBUG : Level.INFO).log("{}", report);
        run.unknown()
                .forEach(project -> LOG.warn(
                        "Ditio answered 404 to the machine hours of {}: it has none, or the ids in"
                                + " utilisation.projects or DITIO_MASSTRANSPORT_BASE are wrong",
                        project));
        List<Failure> refusals = run.refusals();
        if (!refusals.isEmpty()) {
            throw failed(new Failure(
                    refusals.get(0).kind(),
                    "The machine hours of " + refusals.size() + " of " + projects.size() + " projects were not read: "
                            + refusals.stream().map(Failure::getMessage).collect(Collectors.joining("; "))));
        }
        if (isOn()) {
            meters.stream(UtilisationRun.NAME).succeeded(null);
        }
        return report;
    }
}
