package dev.openaiadmin.examples;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.ApplyListener;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.jdbc.GovernanceDatabase;
import dev.openaiadmin.governance.journal.JournalInUseException;
import java.io.PrintStream;
import org.h2.jdbcx.JdbcConnectionPool;

/** Two runners that share a journal in a database: one applies, and the other one is refused meanwhile. */
final class TwoRunners {
    private TwoRunners() {}

    static void run(OpenAiAdmin admin, PrintStream out) {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:two-runners", "", "");
        try {
            Governance first = runner(admin, pool);
            Governance second = runner(admin, pool);
            ProjectBlueprint research =
                    ProjectBlueprint.named("research").rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L));
            first.plan(research).apply(new ApplyListener() {
                @Override
                public void done(PlannedChange change, int number, int of) {
                    out.println("  first: " + change);
                    if (number == 1) {
                        try {
                            second.plan(research).apply();
                        } catch (JournalInUseException e) {
                            out.println("  second: refused, because the first one holds the lock");
                        }
                    }
                }
            });
            out.println("  second, later:");
            out.println(second.plan(research).toString().indent(4).stripTrailing());
        } finally {
            pool.dispose();
        }
    }

    /** Each runner would be a job on a machine of its own. */
    private static Governance runner(OpenAiAdmin admin, JdbcConnectionPool pool) {
        return Governance.builder(admin)
                .journal(GovernanceDatabase.open(pool).journal("production"))
                .build();
    }
}
