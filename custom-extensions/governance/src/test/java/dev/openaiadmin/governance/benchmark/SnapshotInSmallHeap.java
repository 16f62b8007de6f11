package dev.openaiadmin.governance.benchmark;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.snapshots.OrganizationSnapshot;
import dev.openaiadmin.testkit.InMemoryOrganization;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a snapshot in a JVM with a small heap. */
public final class SnapshotInSmallHeap {
    private SnapshotInSmallHeap() {}

    /** Writes the snapshot of the organization in the environment; the arguments are the file and the parallel requests. */
    public static void main(String[] arguments) {
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            OrganizationSnapshot.of(admin)
                    .parallelRequests(Integer.parseInt(arguments[1]))
                    .writeTo(Path.of(arguments[0]));
        }
    }

    /** Starts the JVM, and returns its exit code. */
    public static int run(InMemoryOrganization organization, Path file, int megabytes, int parallelRequests)
            throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SnapshotInSmallHeap.class.getName(),
                        file.toString(),
                        Integer.toString(parallelRequests))
                .inheritIO();
        program.environment().put("OPENAI_ADMIN_KEY", organization.adminKey());
        program.environment().put("OPENAI_BASE_URL", organization.baseUrl());
        return program.start().waitFor();
    }
}
