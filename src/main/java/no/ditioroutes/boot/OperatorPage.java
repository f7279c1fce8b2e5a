package no.ditioroutes.boot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.inbox.FileRecord;
import no.ditioroutes.inbox.InboxFiles;
import no.ditioroutes.monitor.ComponentHealth;
import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.operate.Status;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Rejects;
import no.ditioroutes.telematics.ImportTable;
import no.ditioroutes.wiring.Beans;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows operators the status of every stream and the rejected records. The page is read-only. */
@Controller
class OperatorPage {

    private static final int NEWEST_REJECTS = 20;
    private static final int NEWEST_IMPORTS = 20;
    private static final int NEWEST_FILES = 20;

    private final Beans beans;

    OperatorPage(Beans beans) {
        this.beans = beans;
    }

    @GetMapping("/")
    String page(Model model) {
        Instant now = Instant.now();
        model.addAttribute("now", now.truncatedTo(ChronoUnit.SECONDS));
        try {
            model.addAttribute("parts", parts());
            Database database = beans.get(Database.class);
            model.addAttribute(
                    "streams",
                    new Status(database, this::upTo)
                            .of(beans.get(StreamRegistry.class).names(), now));
            model.addAttribute("imports", ImportTable.last(database, NEWEST_IMPORTS));
            model.addAttribute("files", filesOfInbox());
            model.addAttribute("rejects", new Rejects(database).last(null, NEWEST_REJECTS));
        } catch (UserFacingException e) {
            model.addAttribute("trouble", e.getMessage());
        }
        return "operator";
    }

    /** Returns the value of the metric, since the database does not record runs without changes. */
    private Optional<Instant> upTo(String stream, Cursor cursor) {
        return beans.get(Meters.class).stream(stream).upTo();
    }

    private List<FileRecord> filesOfInbox() {
        return beans.get(InboxFiles.class).last(NEWEST_FILES);
    }

    /** Returns the health of the parts of the program by name. */
    private Map<String, ComponentHealth> parts() {
        return beans.get(HealthRegistry.class).readiness().parts();
    }
}
