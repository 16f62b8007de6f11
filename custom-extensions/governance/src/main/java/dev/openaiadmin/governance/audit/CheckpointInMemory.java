package dev.openaiadmin.governance.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A checkpoint that ends with the process. */
final class CheckpointInMemory implements CheckpointStore {
    private final Map<String, Instant> delivered = new HashMap<>();
    private @Nullable AuditSource source;
    private @Nullable AuditProgress progress;
    private @Nullable Held held;

    private record Held(String holder, Instant since) {}

    @Override
    public synchronized Optional<Checkpoint> load() {
        return source == null || progress == null
                ? Optional.empty()
                : Optional.of(new Checkpoint(source, progress, delivered));
    }

    @Override
    public synchronized void save(AuditSource source, AuditProgress progress, Map<String, Instant> delivered) {
        this.source = source;
        this.progress = progress;
        this.delivered.putAll(delivered);
        this.delivered.values().removeIf(at -> at.isBefore(progress.knownFrom()));
    }

    @Override
    public synchronized Lock lock(String holder) {
        Held other = held;
        if (other != null) {
            throw new CheckpointInUseException("in memory", other.holder(), other.since());
        }
        Held taken = new Held(holder, Instant.now());
        held = taken;
        return () -> release(taken);
    }

    private synchronized void release(Held taken) {
        if (taken.equals(held)) {
            held = null;
        }
    }

    @Override
    public String toString() {
        return "in memory";
    }
}
