package no.ditioroutes;

import java.io.IOException;
import java.io.OutputStream;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** Runs as the child process of {@link KafkaBroker}: it formats the storage if needed, then runs a Kafka server. */
final class KafkaBrokerProcess {

    private static final String CLUSTER_ID = "ditioRoutesCluster0000";

    private KafkaBrokerProcess() {}

    /** Starts a server with a properties file. */
    public static void main(String[] args) {
        endWithTheParent();
        String[] format = {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", args[0]};
        int failed = StorageTool.execute(format, System.out);
        if (failed != 0) {
            System.exit(failed);
        }
        Kafka.main(args);
    }

    /** Ends with the parent: standard input closes even if the parent was killed and ran no shutdown hook. */
    private static void endWithTheParent() {
        Thread watch = new Thread(KafkaBrokerProcess::waitForTheEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void waitForTheEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.out.println("No standard input to watch: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}
