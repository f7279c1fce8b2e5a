package no.ditioroutes.utilisation;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.telematics.ProjectName;
import no.ditioroutes.telematics.SentDays;
import no.ditioroutes.telematics.StateRules;
import no.ditioroutes.telematics.StatesApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the hours of machines by state back from Ditio, for the last days of some projects or for a period. The form of an
 * answer is not documented, so it is stored as it arrived, with the hours that are found in it.
 */
public final class Utilisation {

    private static final Logger LOG = LoggerFactory.getLogger(Utilisation.class);

    private final StatesApi api;
    private final ServerClock clock;
    private final ZoneId zone;
    private final SentDays sentDays;
    private final UtilisationTable table;
    private final List<ProjectName> projects;
    private final int days;
    private final Meters meters;
    private final AtomicBoolean reportedOff = new AtomicBoolean();
    /** Holds what was reported as missing: the last days are read by each run. */
    private final Set<String> reportedMissing = ConcurrentHashMap.newKeySet();

    /**
     * @param rules know the default project, and the time zone that decides which day it is
     * @param projects {@code COMPANY/PROJECT, …}; empty for the default one
     * @param days the number of days to read, today included
     */
    public Utilisation(
            StatesApi api,
            StateRules rules,
            ServerClock clock,
            SentDays sentDays,
            UtilisationTable table,
            String projects,
            int days,
            Meters meters) {
        this.api = api;
        this.clock = clock;
        this.zone = rules.zone();
        this.sentDays = sentDays;
        this.table = table;
        this.projects =
                projects.isBlank() ? defaultProject(api, rules) : ProjectName.list("utilisation.projects", projects);
        this.days = days;
        this.meters = meters;
        if (days < 1) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "utilisation.days is " + days + ", expected how many days to read, such as 7");
        }
    }

    /** Returns the project whose ids are set; without an address they may be set for other purposes. */
    private static List<ProjectName> defaultProject(StatesApi api, StateRules rules) {
        boolean isSet =
                api.isOn() && !rules.companyId().isEmpty() && !rules.projectId().isEmpty();
        return isSet ? List.of(new ProjectName(rules.companyId(), rules.projectId())) : List.of();
    }

    /** Returns whether there is a project to ask for. */
    public boolean isOn() {
        return !projects.isEmpty();
    }

    /** Checks that there is a project to ask for. */
    public void checkProjects() {
        if (!isOn()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "There is no project to read machine hours of: set utilisation.projects to COMPANY/PROJECT, or"
                            + " DITIO_COMPANY_ID, DITIO_PROJECT_ID and DITIO_MASSTRANSPORT_BASE");
        }
    }

    /**
     * Begins a run, with a conversation for each project; with none if no project is set, which is logged once.
     *
     * @param periodOrNull null for the last days
     */
    public UtilisationRun open(Period periodOrNull) {
        try {
            return begin(periodOrNull == null ? lastDays() : periodOrNull);
        } catch (UserFacingException e) {
            throw failed(e);
        }
    }

    private Period lastDays() {
        LocalDate today = LocalDate.ofInstant(clock.now(), zone);
        return new Period(today.minusDays(days - 1L), today);
    }

    private UtilisationRun begin(Period period) {
        if (isOn()) {
            api.checkBase();
        } else if (reportedOff.compareAndSet(false, true)) {
            LOG.info("No machine hours are read: utilisation.projects names no project, and DITIO_COMPANY_ID,"
                    + " DITIO_PROJECT_ID and DITIO_MASSTRANSPORT_BASE are not all set");
        }
        RunFindings findings = new RunFindings();
        List<ProjectReading> readings = projects.stream()
                .map(project -> new ProjectReading(
                        api,
                        project,
                        period,
                        sentDays.of(project.companyId(), project.projectId(), period.from(), period.to()),
                        table::replace,
                        findings))
                .toList();
        return new UtilisationRun(period, readings, findings);
    }

    /**
     * Ends a run: reports what it did, in the log and for health.
     *
     * @throws UserFacingException if something stopped it, or if Ditio refused a project; the others are stored
     */
    public RunReport finish(UtilisationRun run) {
        run.projects().forEach(this::reportMissingDays);
        run.failure().ifPresent(failure -> {
            throw failed(failure);
        });
        RunReport report = run.report();
        LOG.atLevel(report.isQuiet() ? Level.DEBUG : Level.INFO).log("{}", report);
        run.unknown()
                .forEach(project -> LOG.warn(
                        "Ditio answered 404 to the machine hours of {}: it has none, or the ids in"
                                + " utilisation.projects or DITIO_MASSTRANSPORT_BASE are wrong",
                        project));
        List<UserFacingException> refusals = run.refusals();
        if (!refusals.isEmpty()) {
            throw failed(new UserFacingException(
                    refusals.get(0).kind(),
                    "The machine hours of " + refusals.size() + " of " + projects.size() + " projects were not read: "
                            + refusals.stream()
                                    .map(UserFacingException::getMessage)
                                    .collect(Collectors.joining("; "))));
        }
        if (isOn()) {
            meters.stream(UtilisationRun.NAME).succeeded(null);
        }
        return report;
    }

    private void reportMissingDays(ProjectReading reading) {
        List<LocalDate> missing = reading.missingDays().stream()
                .filter(day -> reportedMissing.add(reading.project() + " " + day))
                .toList();
        if (!missing.isEmpty()) {
            LOG.warn(
                    "Ditio shows no machine hours of {} on {} days on which states were sent to it: {}. Check there whether"
                            + " the states arrived",
                    reading.project(),
                    missing.size(),
                    missing);
        }
    }

    private UserFacingException failed(UserFacingException failure) {
        meters.stream(UtilisationRun.NAME).failed(failure.getMessage());
        return failure;
    }
}
