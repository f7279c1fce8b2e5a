package no.ditioroutes.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.ditioroutes.camel.DitioCalls;
import no.ditioroutes.catalogue.Catalogue;
import no.ditioroutes.command.Output.ErrorResult;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.operate.ApiCheck;
import no.ditioroutes.operate.Check;
import no.ditioroutes.operate.Finding;
import no.ditioroutes.telematics.StatesApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code check}: reports what is wrong and how to fix it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Looks at settings, routes, tokens, endpoints, database, Kafka and inbox: what is wrong, and how to mend"
                        + " it. The exit code is that of the gravest finding.")
final class CheckCommand extends ProgramCommand {

    private static final Map<String, Function<Finding, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("CHECK", Finding::thing);
        TABLE.put("STATE", Finding::state);
        TABLE.put("MESSAGE", Finding::detail);
    }

    @Option(names = "--offline", description = "Do not ask Ditio.")
    private boolean offline;

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        Check check = new Check(
                program.streamRoutes(),
                database(program),
                program.bean(KafkaPublisher.class),
                program.bean(Credentials.class),
                program::addresses,
                program.bean(TokenCache.class),
                program.bean(StatesApi.class),
                program.bean(Inbox.class),
                new ApiCheck(
                        new DitioCalls(program.camel()),
                        program.bean(CoreApi.class),
                        program.bean(Catalogue.class),
                        program.bean(StatesApi.class),
                        program.setting("ditio.company-id"),
                        program.setting("ditio.project-id")));
        List<Finding> findings = new ArrayList<>(check.run(offline));
        if (!offline) {
            findings.add(Finding.ofClocks(program.bean(ServerClock.class)));
        }
        int exitCode = findings.stream().mapToInt(Finding::exitCode).reduce(0, Outcome::graver);
        if (exitCode != 0 && output.isJson()) {
            Output.printError(new ErrorResult(error(findings), exitCode, findings));
        } else {
            output.print(TABLE, findings);
        }
        return exitCode;
    }

    private static String error(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.exitCode() != 0)
                .map(finding -> finding.thing() + ": " + finding.detail())
                .collect(Collectors.joining("; "));
    }
}
