package dev.openaiadmin.governance.killed;

import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
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
 * Kills a run at moments of it, before and after requests and keys stored, while a second process does the same on the
 * same organization with the same journal file.
 */
@WithOrganization
@Timeout(120)
class KilledRunTest {
    /** A third of them; {@link EveryKilledRunTest} has all. */
    private static final int MOMENTS = 36;

    @TempDir
    private static Path folder;

    private static KilledRuns runs;

    @BeforeAll
    static void start(OrganizationServer server) throws IOException {
        runs = KilledRuns.start(new FileJournals(), server, folder);
    }

    static Stream<KilledRuns.Outcome> outcomes() throws Exception {
        List<KilledRuns.Moment> moments = runs.moments();
        // The names of the tests tell which moments these are.
        Collections.shuffle(moments, new Random());
        return runs.killAt(moments.subList(0, MOMENTS)).stream();
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
