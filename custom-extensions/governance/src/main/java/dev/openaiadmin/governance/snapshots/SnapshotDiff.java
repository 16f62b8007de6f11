package dev.openaiadmin.governance.snapshots;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.snapshots.SnapshotChange.Field;
import dev.openaiadmin.governance.snapshots.SnapshotReader.Entry;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The differences between two {@link OrganizationSnapshot}s. Both are read side by side, and only the differences are
 * kept in memory. Immutable.
 *
 * <pre>{@code
 * System.out.print(SnapshotDiff.between(Path.of("monday.json"), Path.of("friday.json")));
 * }</pre>
 *
 * @param changes the objects that were added, removed or changed, in the order of the document; the parts of an object
 *     that was added or removed are not listed
 * @param notCompared what the key of one of the snapshots could not read, and why; it is left out of the changes
 */
public record SnapshotDiff(List<SnapshotChange> changes, List<String> notCompared) {

    /**
     * Copies the lists.
     *
     * @param changes the objects that were added, removed or changed
     * @param notCompared what could not be compared
     */
    public SnapshotDiff {
        changes = List.copyOf(changes);
        notCompared = List.copyOf(notCompared);
    }

    /**
     * Compares two files.
     *
     * @param before the earlier snapshot
     * @param after the later snapshot
     * @return the differences
     * @throws GovernanceException when a file is missing or is not a snapshot; the message names it, and the line
     */
    public static SnapshotDiff between(Path before, Path after) {
        requireFile(before);
        requireFile(after);
        try (Reader earlier = Files.newBufferedReader(before);
                Reader later = Files.newBufferedReader(after)) {
            return between(earlier, before.toString(), later, after.toString());
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    private static void requireFile(Path snapshot) {
        if (Files.notExists(snapshot)) {
            throw new GovernanceException(snapshot + ": no such file");
        }
        if (Files.isDirectory(snapshot)) {
            throw new GovernanceException(snapshot + ": is a folder, and not a snapshot");
        }
    }

    /**
     * Compares two snapshots.
     *
     * @param before the earlier one
     * @param after the later one
     * @return the differences
     * @throws GovernanceException when one of them is not a snapshot; the message names the line
     */
    public static SnapshotDiff between(Reader before, Reader after) {
        try {
            return between(before, "The earlier snapshot", after, "The later snapshot");
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /**
     * Returns whether both snapshots show the same, as far as they could be compared.
     *
     * @return whether there is no change
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * Returns the changes as JSON: the lists {@code changes} and {@code not_compared}.
     *
     * @return JSON of several lines
     */
    public String toJson() {
        Map<String, Object> diff = new LinkedHashMap<>();
        diff.put("changes", changes);
        diff.put("not_compared", notCompared);
        return PrintableJson.pretty(diff);
    }

    /**
     * Returns a line for each change, such as {@code + projects/proj_2 (search)}, and one for each field where several
     * fields of an object changed; an empty text when there is no change.
     */
    @Override
    public String toString() {
        return changes.stream().map(SnapshotChange::lines).collect(Collectors.joining());
    }

    private static GovernanceException cannotRead(IOException e) {
        return new GovernanceException("A snapshot cannot be read: " + e.getMessage(), e);
    }

    private static SnapshotDiff between(Reader before, String nameBefore, Reader after, String nameAfter)
            throws IOException {
        SnapshotReader earlier = new SnapshotReader(before, nameBefore);
        SnapshotReader later = new SnapshotReader(after, nameAfter);
        Comparison comparison = new Comparison();
        Entry one = earlier.next();
        Entry other = later.next();
        while (one != null || other != null) {
            int order = one == null ? 1 : other == null ? -1 : one.compareTo(other);
            comparison.compare(order <= 0 ? one : null, order >= 0 ? other : null);
            one = order <= 0 ? earlier.next() : one;
            other = order >= 0 ? later.next() : other;
        }
        return new SnapshotDiff(comparison.changes, List.copyOf(comparison.notCompared));
    }

    /** Collects differences. */
    private static final class Comparison {
        private final List<SnapshotChange> changes = new ArrayList<>();
        private final Set<String> notCompared = new TreeSet<>();
        private String unreadableSection = "";

        void compare(@Nullable Entry before, @Nullable Entry after) {
            Entry either = Objects.requireNonNull(before == null ? after : before);
            if (either.id().equals(OrganizationSnapshot.UNREADABLE)) {
                unreadableSection = either.section();
                notCompared.add(unreadableSection + reason(either.object()));
            }
            if (either.section().equals(unreadableSection)) {
                return;
            }
            compare(
                    either.section() + "/" + either.id(),
                    before == null ? null : before.object(),
                    after == null ? null : after.object());
        }

        private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
            if (before == null) {
                changes.add(new SnapshotChange(ChangeKind.ADD, path, name(after), List.of()));
            } else if (after == null) {
                changes.add(new SnapshotChange(ChangeKind.REMOVE, path, name(before), List.of()));
            } else {
                compareFields(path, before, after);
                for (String part : names(before, after)) {
                    if (isReadable(path, part, before, after)
                            && isPart(before.path(part))
                            && isPart(after.path(part))) {
                        compareAll(path + "/" + part, before.path(part), after.path(part));
                    }
                }
            }
        }

        private void compareAll(String path, JsonNode before, JsonNode after) {
            for (String id : names(before, after)) {
                compare(path + "/" + id, before.get(id), after.get(id));
            }
        }

        private void compareFields(String path, JsonNode before, JsonNode after) {
            Map<String, String> earlier = new TreeMap<>();
            Map<String, String> later = new TreeMap<>();
            for (String name : names(before, after)) {
                if (isReadable(path, name, before, after) && !isPart(before.path(name)) && !isPart(after.path(name))) {
                    flatten(name, before.path(name), earlier);
                    flatten(name, after.path(name), later);
                }
            }
            List<Field> fields = new ArrayList<>();
            Set<String> names = new TreeSet<>(earlier.keySet());
            names.addAll(later.keySet());
            for (String name : names) {
                if (!Objects.equals(earlier.get(name), later.get(name))) {
                    fields.add(new Field(name, earlier.get(name), later.get(name)));
                }
            }
            if (!fields.isEmpty()) {
                changes.add(new SnapshotChange(ChangeKind.CHANGE, path, name(after), fields));
            }
        }

        private boolean isReadable(String path, String part, JsonNode before, JsonNode after) {
            for (JsonNode side : List.of(before, after)) {
                JsonNode unreadable = side.path(part).path(OrganizationSnapshot.UNREADABLE);
                if (unreadable.isObject()) {
                    notCompared.add(path.substring(0, path.indexOf('/') + 1) + part + reason(unreadable));
                    return false;
                }
            }
            return true;
        }

        private static String reason(JsonNode unreadable) {
            return ": " + PrintableText.line(unreadable.path("reason").asText());
        }

        /** Returns whether a value holds objects by their ids. Snapshots have no such parts of archived projects. */
        private static boolean isPart(JsonNode node) {
            return node.isObject()
                    && node.properties().stream()
                            .allMatch(object -> object.getValue().isObject());
        }

        private static void flatten(String name, JsonNode value, Map<String, String> fields) {
            if (value.isObject()) {
                value.properties().forEach(part -> flatten(name + "." + part.getKey(), part.getValue(), fields));
            } else if (!value.isMissingNode()) {
                fields.put(name, value.isTextual() ? value.textValue() : value.toString());
            }
        }

        private static Set<String> names(JsonNode before, JsonNode after) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            return names;
        }

        private static @Nullable String name(@Nullable JsonNode object) {
            return object == null
                    ? null
                    : Stream.of("name", "email", "model", "group_name")
                            .map(object::path)
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::textValue)
                            .findFirst()
                            .orElse(null);
        }
    }
}
