package dev.openaiadmin.governance.jdbc;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.audit.AuditProgress;
import dev.openaiadmin.governance.audit.AuditSource;
import dev.openaiadmin.governance.audit.AuditStream;
import dev.openaiadmin.governance.audit.Checkpoint;
import dev.openaiadmin.governance.audit.CheckpointInUseException;
import dev.openaiadmin.governance.audit.CheckpointStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A checkpoint in the tables: a row, and one for each event that may be read again. */
final class DatabaseCheckpoint implements CheckpointStore {
    private final DataSource source;
    private final String name;
    private final LockTimes times;
    private @Nullable RowLock lock;

    DatabaseCheckpoint(DataSource source, String name, LockTimes times) {
        this.source = source;
        this.name = name;
        this.times = times;
    }

    @Override
    public Optional<Checkpoint> load() {
        try (Transaction transaction = Transaction.begin(source)) {
            Map<String, Instant> delivered = transaction
                    .all(
                            "SELECT event_id, effective_at FROM openai_admin_delivered_event WHERE checkpoint_name = ?",
                            row -> Map.entry(row.getString(1), Instant.ofEpochSecond(row.getLong(2))),
                            name)
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return transaction.first(
                    "SELECT organization, stream, filter, settled_until, known_from, swept_at, sink_position"
                            + " FROM openai_admin_checkpoint WHERE name = ?",
                    row -> new Checkpoint(source(row), progress(row), delivered),
                    name);
        } catch (SQLException e) {
            throw DatabaseFailure.of("The checkpoint " + this + " cannot be read", e);
        }
    }

    private static AuditSource source(ResultSet row) throws SQLException {
        return new AuditSource(
                row.getString("organization"), AuditStream.valueOf(row.getString("stream")), row.getString("filter"));
    }

    private static AuditProgress progress(ResultSet row) throws SQLException {
        return new AuditProgress(
                Instant.parse(row.getString("settled_until")),
                Instant.parse(row.getString("known_from")),
                Instant.parse(row.getString("swept_at")),
                row.getString("sink_position"));
    }

    @Override
    public synchronized void save(AuditSource audit, AuditProgress progress, Map<String, Instant> delivered) {
        requireHeld();
        try (Transaction transaction = Transaction.begin(source)) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(audit.organization());
            values.add(audit.stream().name());
            values.add(audit.filter());
            values.add(progress.settledUntil().toString());
            values.add(progress.knownFrom().toString());
            values.add(progress.sweptAt().toString());
            values.add(progress.sinkPosition());
            values.add(name);
            int saved = transaction.update(
                    "UPDATE openai_admin_checkpoint SET organization = ?, stream = ?, filter = ?, settled_until = ?,"
                            + " known_from = ?, swept_at = ?, sink_position = ? WHERE name = ?",
                    values.toArray());
            if (saved == 0) {
                transaction.update(
                        "INSERT INTO openai_admin_checkpoint (organization, stream, filter, settled_until, known_from,"
                                + " swept_at, sink_position, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        values.toArray());
            }
            transaction.updateAll(
                    "DELETE FROM openai_admin_delivered_event WHERE checkpoint_name = ? AND event_id = ?",
                    delivered.keySet().stream()
                            .map(id -> List.<Object>of(name, id))
                            .toList());
            transaction.updateAll(
                    "INSERT INTO openai_admin_delivered_event (checkpoint_name, event_id, effective_at) VALUES (?, ?, ?)",
                    delivered.entrySet().stream()
                            .map(event -> List.<Object>of(
                                    name, event.getKey(), event.getValue().getEpochSecond()))
                            .toList());
            transaction.update(
                    "DELETE FROM openai_admin_delivered_event WHERE checkpoint_name = ? AND effective_at < ?",
                    name,
                    progress.knownFrom().getEpochSecond());
            transaction.commit();
        } catch (SQLException e) {
            throw DatabaseFailure.of(
                    "The checkpoint " + this + " cannot be written, and events after the last saved checkpoint are"
                            + " delivered again",
                    e);
        }
    }

    private void requireHeld() {
        String reason = lock == null ? "it was not taken" : lock.lostBecause();
        if (reason != null) {
            throw new GovernanceException("The lock of the checkpoint " + this + " was lost, because " + reason
                    + "; another follower may have begun. Start this one again: events after the last saved checkpoint"
                    + " are delivered again");
        }
    }

    @Override
    public synchronized Lock lock(String holder) {
        try {
            RowLock taken = RowLock.take(
                    source,
                    "checkpoint/" + name,
                    holder,
                    times,
                    (other, since) -> new CheckpointInUseException(toString(), other, since));
            lock = taken;
            return taken::close;
        } catch (SQLException e) {
            throw DatabaseFailure.of("The checkpoint " + this + " cannot be locked, and so nothing was read", e);
        }
    }

    @Override
    public String toString() {
        return name + " in the database";
    }
}
