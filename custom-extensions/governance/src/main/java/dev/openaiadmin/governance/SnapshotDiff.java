package dev.openaiadmin.governance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.governance.Change.Kind;
import dev.openaiadmin.governance.SnapshotChange.Field;
import dev.openaiadmin.governance.SnapshotReader.Entry;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * What is different in one {@link OrganizationSnapshot} from an earlier one. Both are read side by side, and no more of
 * them is kept than the differences. Immutable.
 *
 * <pre>{@code
 * System.out.print(SnapshotDiff.between(Path.of("monday.json"), Path.of("friday.json")));
 * }</pre>
 *
 * @param changes the objects that came, went or changed, in the order of the document; of an object that came or went,
 *     its parts are not told
 */
public record SnapshotDiff(List<SnapshotChange> changes) {

    /**
     * Copies the changes.
     *
     * @param changes the objects that came, went or changed
     */
    public SnapshotDiff {
        changes = List.copyOf(changes);
    }

    /**
     * Compares two files.
     *
     * @param before the earlier snapshot
     * @param after the later snapshot
     * @return the differences
     * @throws GovernanceException when a file is missing or no snapshot; the message names it, and the line
     */
    public static SnapshotDiff between(Path before, Path after) {
        try (Reader earlier = Files.newBufferedReader(before);
                Reader later = Files.newBufferedReader(after)) {
            return between(earlier, before.toString(), later, after.toString());
        } catch (NoSuchFileException e) {
            throw new GovernanceException(e.getMessage() + " is missing", e);
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /**
     * Compares two snapshots.
     *
     * @param before the earlier one
     * @param after the later one
     * @return the differences
     * @throws GovernanceException when one of them is no snapshot; the message names the line
     */
    public static SnapshotDiff between(Reader before, Reader after) {
        try {
            return between(before, "The earlier snapshot", after, "The later snapshot");
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /**
     * Tells whether both snapshots show the same.
     *
     * @return whether there is no change
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * Writes the changes as data.
     *
     * @return JSON of several lines
     */
    public String toJson() {
        try {
            return SnapshotJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("changes", changes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of texts can be written", e);
        }
    }

    /** One line for each change, such as {@code + projects/proj_2 (search)}; nothing when there is none. */
    @Override
    public String toString() {
        return changes.stream().map(change -> change + "\n").collect(Collectors.joining());
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
        return new SnapshotDiff(comparison.changes);
    }

    /** Collects differences. */
    private static final class Comparison {
        private final List<SnapshotChange> changes = new ArrayList<>();

        void compare(@Nullable Entry before, @Nullable Entry after) {
            Entry either = Objects.requireNonNull(before == null ? after : before);
            compare(
                    either.section() + "/" + either.id(),
                    before == null ? null : before.object(),
                    after == null ? null : after.object());
        }

        private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
            if (before == null) {
                changes.add(new SnapshotChange(Kind.ADD, path, name(after), List.of()));
            } else if (after == null) {
                changes.add(new SnapshotChange(Kind.REMOVE, path, name(before), List.of()));
            } else {
                compareFields(path, before, after);
                for (String part : names(before, after)) {
                    if (isPart(before.path(part)) && isPart(after.path(part))) {
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
                if (!isPart(before.path(name)) && !isPart(after.path(name))) {
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
                changes.add(new SnapshotChange(Kind.CHANGE, path, name(after), fields));
            }
        }

        /** Whether it holds objects by their ids. Archived projects are not asked for theirs. */
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
