package no.ditioroutes.boot;

import java.util.concurrent.Callable;
import no.ditioroutes.store.Store;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that needs the program: its routes, its database. */
abstract class ProgramCommand implements Callable<Integer> {

    /** Has the program at hand while something is done with it. */
    @FunctionalInterface
    interface Host {

        int run(Work work) throws Exception;
    }

    /** What a command does; answers its exit code. */
    @FunctionalInterface
    interface Work {

        int with(Program program) throws Exception;
    }

    @Spec
    private CommandSpec spec;

    abstract int run(Program program) throws Exception;

    @Override
    public final Integer call() throws Exception {
        return ((DitioRoutes) spec.root().userObject()).host().run(this::run);
    }

    /** The name of the command that this one belongs to. */
    final String parent() {
        return spec.parent().name();
    }

    /** Starts the program for one command, and closes it. */
    static int started(Work work) throws Exception {
        try (Program program = Program.command()) {
            return work.with(program);
        }
    }

    static Store store(Program program) {
        return program.bean(Store.class);
    }
}
