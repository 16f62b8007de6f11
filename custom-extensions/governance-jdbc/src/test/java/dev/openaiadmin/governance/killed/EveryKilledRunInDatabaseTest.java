package dev.openaiadmin.governance.killed;

import dev.openaiadmin.governance.jdbc.TestDatabase;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a run at every moment of it, on each database. */
@WithOrganization
@Tag("thorough")
@Timeout(300)
class EveryKilledRunInDatabaseTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void ends_with_one_of_everything_when_it_is_run_again(TestDatabase database, OrganizationServer server)
            throws Exception {
        DatabaseJournals journals = new DatabaseJournals(database.newAddressForProcesses());
        try (KilledRuns runs = KilledRuns.start(journals, server, folder)) {
            for (KilledRuns.Outcome outcome : runs.killAt(runs.moments())) {
                outcome.requireOneOfEverything();
            }
        }
    }
}
