package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.cli.terminal.StopNotice;
import dev.openaiadmin.cli.terminal.Terminal;
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

/** Shows the progress of an apply on a terminal, and says where it stopped when it is stopped. */
final class ApplyProgress implements ApplyListener, AutoCloseable {
    private final List<PlannedChange> changes;
    private final @Nullable ProgressBar bar;
    private final StopNotice notice;
    private final AtomicInteger started = new AtomicInteger(1);
    private final AtomicInteger done = new AtomicInteger();

    private ApplyProgress(Plan plan, PrintWriter err, @Nullable ProgressBar bar) {
        this.changes = plan.changes();
        this.bar = bar;
        this.notice = StopNotice.of(err, this::stopped);
    }

    static ApplyProgress of(Plan plan, @Nullable Terminal terminal, PrintWriter err) {
        ProgressBar bar = terminal != null
                ? new ProgressBarBuilder()
                        .setInitialMax(plan.changes().size())
                        .setTaskName("Applying")
                        .setStyle(ProgressBarStyle.ASCII)
                        .build()
                : null;
        return new ApplyProgress(plan, err, bar);
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

    private String stopped() {
        return done.get() + " of " + changes.size() + " changes are done; \""
                + changes.get(Math.min(started.get(), changes.size()) - 1)
                + "\" may have begun. Run the same command again to continue: nothing is created twice.";
    }

    @Override
    public void close() {
        notice.close();
        if (bar != null) {
            bar.close();
        }
    }
}
