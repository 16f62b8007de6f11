package dev.openaiadmin.governance.killed;

import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a run at every moment of it, before and after each request and each key stored. */
@WithOrganization
@Tag("thorough")
@Timeout(300)
class EveryKilledRunTest {
    @Test
    void ends_with_one_of_everything_when_it_is_run_again(OrganizationServer server, @TempDir Path folder)
            throws Exception {
        try (KilledRuns runs = KilledRuns.start(new FileJournals(), server, folder)) {
            for (KilledRuns.Outcome outcome : runs.killAt(runs.moments())) {
                outcome.requireOneOfEverything();
            }
        }
    }
}
