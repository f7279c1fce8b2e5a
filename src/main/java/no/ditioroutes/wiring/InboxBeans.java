package no.ditioroutes.wiring;

import java.util.function.Supplier;
import no.ditioroutes.camel.IsReady;
import no.ditioroutes.inbox.FileKinds;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.inbox.InboxFiles;

/** Wires the inbox: the dropped files and their kinds. */
final class InboxBeans {

    final Supplier<Inbox> inbox;
    final Supplier<FileKinds> fileKinds;

    InboxBeans(Beans beans, SettingReader settings, MonitorBeans monitor, DatabaseBeans database) {
        Supplier<InboxFiles> files =
                beans.add("inboxFiles", InboxFiles.class, () -> new InboxFiles(database.database.get()));
        inbox = beans.add(
                "inbox",
                Inbox.class,
                () -> new Inbox(
                        settings.text("inbox.folder", "inbox"),
                        settings.number("inbox.stable-ms", 5000),
                        settings.number("inbox.empty-after-ms", 300_000),
                        settings.number("inbox.retry-after-ms", 60_000),
                        settings.number("inbox.check-moved-for-ms", 86_400_000),
                        files.get(),
                        monitor.meters.get()));
        beans.add("isReady", IsReady.class, () -> new IsReady(inbox.get()));
        fileKinds = beans.add(
                "fileKinds",
                FileKinds.class,
                () -> new FileKinds(settings.text("inbox.columns", "config/columns.csv")));
    }
}
