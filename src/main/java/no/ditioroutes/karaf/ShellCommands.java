package no.ditioroutes.karaf;

import java.util.List;
import no.ditioroutes.command.Commands;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Contains the commands of the program in Karaf's shell: {@code sync} is {@code ditio:sync}. */
final class ShellCommands {

    private final SessionFactory shell;
    private final List<Command> commands;

    private ShellCommands(SessionFactory shell, Commands.Host host) {
        this.shell = shell;
        this.commands = Commands.line(host).getSubcommands().values().stream()
                .<Command>map(command -> new ShellCommand(command, host))
                .toList();
        commands.forEach(shell.getRegistry()::register);
    }

    private void withdraw() {
        commands.forEach(shell.getRegistry()::unregister);
    }

    /** Offers the commands while there is a shell, until the tracker is closed. */
    static ServiceTracker<SessionFactory, ShellCommands> offer(BundleContext bundle, Commands.Host host) {
        ServiceTracker<SessionFactory, ShellCommands> tracker =
                new ServiceTracker<>(bundle, SessionFactory.class, null) {
                    @Override
                    public ShellCommands addingService(ServiceReference<SessionFactory> reference) {
                        return new ShellCommands(bundle.getService(reference), host);
                    }

                    @Override
                    public void removedService(ServiceReference<SessionFactory> reference, ShellCommands commands) {
                        commands.withdraw();
                        bundle.ungetService(reference);
                    }
                };
        tracker.open();
        return tracker;
    }
}
