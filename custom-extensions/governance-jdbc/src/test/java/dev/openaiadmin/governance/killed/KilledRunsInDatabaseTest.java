package dev.openaiadmin.governance.killed;

import dev.openaiadmin.governance.jdbc.TestDatabase;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a run at moments of it, while a second process does the same on the same organization with the same journal in a
 * database: PostgreSQL where it is installed, else H2.
 */
@WithOrganization
@Timeout(120)
class KilledRunsInDatabaseTest {
    private static final int MOMENTS = 6;

    @TempDir
    private static Path folder;

    private static KilledRuns runs;

    @BeforeAll
    static void start(OrganizationServer server) throws Exception {
        runs = KilledRuns.start(
                new DatabaseJournals(TestDatabase.installed().newAddressForProcesses()), server, folder);
    }

    static Stream<KilledRuns.Outcome> outcomes() throws Exception {
        List<KilledRuns.Moment> moments = runs.moments();
        // The names of the tests tell which moments these are.
        Collections.shuffle(moments, new Random());
        return runs.killAt(moments.subList(0, Math.min(MOMENTS, moments.size()))).stream();
    }

    @AfterAll
    static void stop() {
        runs.close();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void ends_with_one_of_everything_when_it_is_run_again(KilledRuns.Outcome outcome) throws Exception {
        outcome.requireOneOfEverything();
    }
}
