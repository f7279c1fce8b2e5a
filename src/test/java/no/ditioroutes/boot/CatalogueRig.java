package no.ditioroutes.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulated Ditio with an empty catalogue, the shipped program on it, and files to give it. Started once for a class;
 * emptied before each test.
 */
final class CatalogueRig implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final String MACHINES = "/core/api/v4/integration/machines";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean postgres;
    private final Map<String, Object> own = new HashMap<>();
    private Sandbox sandbox;
    private Map<String, Object> settings;
    private TestProgram program;
    private Path folder;

    private CatalogueRig(boolean postgres) {
        this.postgres = postgres;
    }

    static CatalogueRig onH2() {
        return new CatalogueRig(false);
    }

    static CatalogueRig onPostgres() {
        return new CatalogueRig(true);
    }

    /** With this setting, before those of {@code config/application.yaml}. */
    CatalogueRig with(String name, Object value) {
        own.put(name, value.toString());
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        sandbox = Sandbox.start(SandboxOptions.empty());
        folder = Files.createTempDirectory("catalogue");
        settings = settings();
        program = TestProgram.start(settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.faults().clear();
        sandbox.quirks().clear();
        sandbox.machines().clear();
        sandbox.projects().clear();
        sandbox.tasks().clear();
        sandbox.requests().clear();
        sql("delete from ditio_catalogue");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        program.close();
        sandbox.close();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    TestProgram program() {
        return program;
    }

    /** A second program with the same settings. */
    TestProgram another() {
        return TestProgram.start(settings);
    }

    /** A file of these lines. */
    Path file(String... lines) {
        try {
            return Files.writeString(folder.resolve(UUID.randomUUID() + ".csv"), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command whose last words follow the file, and gives what it printed as JSON. */
    Ran run(String catalogue, String what, Path file, String... more) {
        List<String> words = new ArrayList<>(List.of(catalogue, what, file.toString(), "--json"));
        words.addAll(List.of(more));
        return program.run(words.toArray(new String[0]));
    }

    /** A machine of the own company that Ditio has. */
    ObjectNode machine(String number, String more) {
        return sandbox.machines().put(entry("{'machineNumber':'" + number + "'" + more + "}"));
    }

    /** The machine that Ditio has by this number. */
    JsonNode machine(String number) {
        return sandbox.machines().where("machineNumber", number).get(0);
    }

    /** An entry of the own company. */
    static ObjectNode entry(String json) {
        try {
            ObjectNode entry = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
            return entry.has("companyId") ? entry : entry.put("companyId", Fixture.COMPANY_ID);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What wrote to Ditio: everything but reading and tokens. */
    List<RecordedRequest> writes() {
        return sandbox.requests().matching("/core/").stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }

    static JsonNode json(RecordedRequest request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a query, each as its columns with a bar between. */
    List<String> query(String query) {
        try (Connection connection = program.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    cells.add(row.getString(column));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void sql(String statement) {
        program.execute(statement);
    }

    private Map<String, Object> settings() {
        Map<String, Object> all = postgres ? TestProgram.onPostgres(sandbox) : TestProgram.onH2(sandbox);
        all.put("ditio.company-id", Fixture.COMPANY_ID);
        all.put("inbox.folder", folder.resolve("inbox").toString());
        all.putAll(own);
        return all;
    }
}
