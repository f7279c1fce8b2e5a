package no.ditioroutes.command;

import java.util.concurrent.Callable;
import no.ditioroutes.database.Database;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that needs the program: its routes and its database. */
abstract class ProgramCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    abstract int run(Program program) throws Exception;

    @Override
    public final Integer call() throws Exception {
        return ((Commands) spec.root().userObject()).host().run(this::run);
    }

    /** Returns the name of the parent command. */
    final String parent() {
        return spec.parent().name();
    }

    static Database database(Program program) {
        return program.bean(Database.class);
    }
}
