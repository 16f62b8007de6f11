package dev.openaiadmin.governance.snapshots;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.OriginalRateLimits;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.snapshots.SnapshotReader.Entry;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits that a snapshot holds, for {@code Governance}, which sets them again. The snapshot is read when they are
 * asked for. Thread-safe.
 */
public final class SnapshotRateLimits implements OriginalRateLimits {
    private static final String SECTION = "projects";
    private static final String PART = "rate_limits";
    private static final String MODEL = "model";

    private final Path snapshot;
    private @Nullable Map<String, Map<String, Map<String, Long>>> byProject;

    private SnapshotRateLimits(Path snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Returns the rate limits in a file.
     *
     * @param snapshot the file, as {@link OrganizationSnapshot#writeTo(Path)} has written it
     * @return its rate limits; nothing is read yet
     */
    public static SnapshotRateLimits in(Path snapshot) {
        return new SnapshotRateLimits(snapshot);
    }

    @Override
    public synchronized Map<String, Map<String, Long>> of(String projectId) {
        Map<String, Map<String, Map<String, Long>>> known = byProject;
        if (known == null) {
            known = read();
            byProject = known;
        }
        return known.getOrDefault(projectId, Map.of());
    }

    private Map<String, Map<String, Map<String, Long>>> read() {
        Map<String, Map<String, Map<String, Long>>> limits = new HashMap<>();
        String source = PrintableText.line(snapshot.toString());
        try (SnapshotReader reader = new SnapshotReader(Files.newBufferedReader(snapshot), source)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.section().equals(SECTION)) {
                    limits.put(entry.id(), byModel(entry.object().path(PART)));
                }
            }
            return limits;
        } catch (IOException e) {
            throw new GovernanceException("The snapshot " + source + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Map<String, Long>> byModel(JsonNode rows) {
        Map<String, Map<String, Long>> byModel = new HashMap<>();
        for (JsonNode row : rows) {
            if (row.path(MODEL).isTextual()) {
                Map<String, Long> limits = new TreeMap<>();
                RateLimitFields.known().forEach(limit -> {
                    if (row.path(limit).isIntegralNumber()) {
                        limits.put(limit, row.path(limit).longValue());
                    }
                });
                byModel.put(row.path(MODEL).textValue(), limits);
            }
        }
        return byModel;
    }
}
