package dev.openaiadmin.examples;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.audit.AuditFormat;
import dev.openaiadmin.governance.audit.AuditTrail;
import dev.openaiadmin.governance.audit.CheckpointStore;
import java.io.PrintStream;
import java.time.Instant;

/** Prints the audit log in the schema of SIEMs. The second run has nothing to do. */
final class AuditFollower {
    private AuditFollower() {}

    static void run(OpenAiAdmin admin, PrintStream out) {
        AuditTrail.Builder follower = AuditTrail.follow(admin)
                .from(Instant.parse("2026-11-01T00:00:00Z"))
                .checkpoint(CheckpointStore.inMemory()) // CheckpointStore.file(...) survives the end of the program
                .to(event -> AuditFormat.ocsf().lines(event).forEach(line -> out.println("  " + line)));
        for (int run = 1; run <= 2; run++) {
            try (AuditTrail trail = follower.build()) {
                out.println("  run " + run + " has delivered " + trail.poll().delivered() + " events");
            }
        }
    }
}
