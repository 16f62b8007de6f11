package dev.openaiadmin.governance.cli;

import dev.openaiadmin.governance.ApplyListener;
import dev.openaiadmin.governance.Change;
import dev.openaiadmin.governance.Plan;
import java.io.PrintWriter;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows on a terminal how an apply gets on, and says where it stopped when somebody stops it. */
final class ApplyProgress implements ApplyListener, AutoCloseable {
    private final List<Change> changes;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private final Thread farewell = new Thread(this::sayWhereItStopped);
    private volatile int done;

    private ApplyProgress(Plan plan, PrintWriter err, @Nullable ProgressBar bar) {
        this.changes = plan.changes();
        this.err = err;
        this.bar = bar;
    }

    static ApplyProgress of(Plan plan, PrintWriter err) {
        ProgressBar bar = Ansi.AUTO.enabled()
                ? new ProgressBarBuilder()
                        .setInitialMax(plan.changes().size())
                        .setTaskName("Applying")
                        .setStyle(ProgressBarStyle.ASCII)
                        .build()
                : null;
        ApplyProgress progress = new ApplyProgress(plan, err, bar);
        Runtime.getRuntime().addShutdownHook(progress.farewell);
        return progress;
    }

    @Override
    public void starting(Change change, int number, int of) {
        if (bar != null) {
            bar.setExtraMessage(change.subject());
        }
    }

    @Override
    public void done(Change change, int number, int of) {
        done = number;
        if (bar != null) {
            bar.step();
        }
    }

    private void sayWhereItStopped() {
        err.println("\nStopped: " + done + " of " + changes.size() + " changes are done; \""
                + changes.get(Math.min(done, changes.size() - 1)) + "\" may have begun. Run the same command again to"
                + " go on: nothing will be made twice.");
        err.flush();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(farewell);
        if (bar != null) {
            bar.close();
        }
    }
}
