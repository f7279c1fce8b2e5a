package no.ditioroutes.karaf;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import no.ditioroutes.SecretMasker;
import no.ditioroutes.command.Commands;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import picocli.CommandLine;

/** Adapts a command of the program to Karaf's shell, with the same arguments and output as elsewhere. */
final class ShellCommand implements Command {

    private final String name;
    private final String description;
    private final Commands.Host host;

    ShellCommand(CommandLine command, Commands.Host host) {
        this.name = command.getCommandName();
        this.description =
                String.join(" ", command.getCommandSpec().usageMessage().description());
        this.host = host;
    }

    @Override
    public Object execute(Session session, List<Object> words) throws CommandException {
        String[] line = Stream.concat(Stream.of(name), words.stream().map(Object::toString))
                .toArray(String[]::new);
        StringWriter said = new StringWriter();
        int exitCode = inBundle(
                () -> Commands.line(host).setErr(new PrintWriter(said, true)).execute(line));
        if (exitCode != 0) {
            // Karaf prints it: bin/client does not receive standard error.
            throw new CommandException(
                    SecretMasker.mask(said.toString()) + "ditio:" + name + " ends with code " + exitCode);
        }
        return null;
    }

    private static int inBundle(IntSupplier work) {
        Thread thread = Thread.currentThread();
        ClassLoader shell = thread.getContextClassLoader();
        thread.setContextClassLoader(ShellCommand.class.getClassLoader());
        try {
            return work.getAsInt();
        } finally {
            thread.setContextClassLoader(shell);
        }
    }

    @Override
    public String getScope() {
        return "ditio";
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return null;
    }

    @Override
    public Parser getParser() {
        return null;
    }
}
