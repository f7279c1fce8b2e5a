package no.ditioroutes.karaf;

import java.util.Map;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ManagedService;
import org.osgi.util.tracker.ServiceTracker;

/** Starts the service with the settings of {@code etc/ditio.routes.cfg}, and offers the commands in Karaf's shell. */
public final class Activator implements BundleActivator {

    private static final String PID = "ditio.routes";

    private Service service;
    private ServiceTracker<SessionFactory, ShellCommands> shell;

    @Override
    public void start(BundleContext bundle) {
        service = new Service();
        bundle.registerService(
                ManagedService.class, service, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, PID)));
        shell = ShellCommands.offer(bundle, service::run);
    }

    @Override
    public void stop(BundleContext bundle) throws InterruptedException {
        shell.close();
        service.close();
    }
}
