package dev.openaiadmin.governance.benchmark;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.focus.FocusExport;
import dev.openaiadmin.governance.focus.FocusSummary;
import dev.openaiadmin.governance.reports.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes a FOCUS file of a year of costs of 200 projects with 5 line items each, in a JVM with a heap of 128 megabytes, and
 * prints how long it takes.
 */
public final class FocusInSmallHeap {
    private static final int PROJECTS = 200;

    private FocusInSmallHeap() {}

    /** Measures it; or writes the file, when the arguments are the file and the number of days. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            Path file = Files.createTempFile("focus", ".csv");
            try (YearOfCosts costs = new YearOfCosts(PROJECTS)) {
                System.out.println("exit code " + run(costs, file, 365) + ", " + Files.size(file) + " bytes");
            }
            return;
        }
        Instant begun = Instant.now();
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            int days = Integer.parseInt(arguments[1]);
            FocusSummary written = FocusExport.of(
                            admin, new DateRange(YearOfCosts.FIRST_DAY, YearOfCosts.FIRST_DAY.plusDays(days)))
                    .writeTo(Path.of(arguments[0]));
            System.out.println(
                    written.rows() + " charges, " + written.totals() + ", differences " + written.differences() + ", "
                            + Duration.between(begun, Instant.now()).toMillis() + " ms");
        }
    }

    /** Starts the JVM, and returns its exit code. */
    public static int run(YearOfCosts costs, Path file, int days) throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FocusInSmallHeap.class.getName(),
                        file.toString(),
                        Integer.toString(days))
                .inheritIO();
        program.environment().put("OPENAI_ADMIN_KEY", "test-key");
        program.environment().put("OPENAI_BASE_URL", costs.baseUrl());
        return program.start().waitFor();
    }
}
