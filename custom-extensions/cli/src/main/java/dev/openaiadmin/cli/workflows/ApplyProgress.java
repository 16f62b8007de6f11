package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.governance.blueprint.ApplyListener;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows the progress of an apply on a terminal, and says where it stopped when it is stopped. */
final class ApplyProgress implements ApplyListener, AutoCloseable {
    private final List<PlannedChange> changes;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private final Thread farewell = new Thread(this::sayWhereItStopped);
    private final AtomicInteger started = new AtomicInteger(1);
    private final AtomicInteger done = new AtomicInteger();

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
    public void starting(PlannedChange change, int number, int of) {
        started.set(number);
        if (bar != null) {
            bar.setExtraMessage(PrintableText.line(change.subject()));
        }
    }

    @Override
    public void done(PlannedChange change, int number, int of) {
        done.incrementAndGet();
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void failed(PlannedChange change, int number, int of, OpenAiAdminException failure) {
        if (bar != null) {
            bar.step();
        }
    }

    private void sayWhereItStopped() {
        err.println("\nStopped: " + done.get() + " of " + changes.size() + " changes are done; \""
                + changes.get(Math.min(started.get(), changes.size()) - 1)
                + "\" may have begun. Run the same command again to continue: nothing is created twice.");
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
