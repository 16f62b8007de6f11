package dev.openaiadmin.governance.internal;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.Durations;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.StringReader;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value in a YAML document that knows its place, so that each mistake is reported where it is. */
public final class YamlNode {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?(0|[1-9][0-9_]{0,18})");
    /** Every blueprint may refer to shared defaults. */
    private static final int MOST_ALIASES = 100_000;

    private static final int MOST_CHARACTERS = 50_000_000;

    private final String source;
    private final String path;
    private final Node node;
    /** The key of the value; the value itself if it has no key. */
    private final Node key;

    private YamlNode(String source, String path, Node node, Node key) {
        this.source = source;
        this.path = path;
        this.node = node;
        this.key = key;
    }

    /**
     * Reads a document.
     *
     * @throws GovernanceException when it is empty, not YAML, or more than one document
     */
    public static YamlNode read(String source, String text, String rule) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setCodePointLimit(MOST_CHARACTERS);
        List<Node> documents = new ArrayList<>();
        try {
            new Yaml(options).composeAll(new StringReader(text)).forEach(documents::add);
        } catch (MarkedYAMLException e) {
            throw new GovernanceException(
                    place(source, e.getProblemMark()) + ": " + PrintableText.line(e.getProblem() + within(e)), e);
        } catch (YAMLException e) {
            throw new GovernanceException(source + ": " + PrintableText.line(String.valueOf(e.getMessage())), e);
        }
        if (documents.isEmpty()
                || documents.get(0) == null
                || documents.get(0).getTag().equals(Tag.NULL)) {
            throw new GovernanceException(source + ": " + rule);
        }
        if (documents.size() > 1) {
            throw new GovernanceException(
                    place(source, documents.get(1).getStartMark()) + ": another document begins; a file must hold one");
        }
        return new YamlNode(source, "", documents.get(0), documents.get(0));
    }

    /** Names the list or mapping that is not closed, which often begins lines before. */
    private static String within(MarkedYAMLException e) {
        Mark mark = e.getContextMark();
        return mark == null || e.getContext() == null
                ? ""
                : ", " + e.getContext() + " that begins in line " + (mark.getLine() + 1) + ", column "
                        + (mark.getColumn() + 1);
    }

    private static String place(String source, Mark mark) {
        return mark == null ? source : source + ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    /** Returns where the value is, such as {@code org.yaml, line 3, column 5}. */
    public String place() {
        return place(source, (isEmpty() ? key : node).getStartMark());
    }

    /** Returns where the name of the value is, or where the value begins if it has no name. */
    public String placeOfName() {
        return place(source, key.getStartMark());
    }

    /** Returns a mistake at this place. */
    public GovernanceException mistake(String rule) {
        return new GovernanceException(place() + ": " + rule);
    }

    /** Returns what a step gives, and reports what it refuses at this place. */
    public <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (InvalidValueException e) {
            throw new GovernanceException(
                    place(source, node.getStartMark()) + ": " + PrintableText.line(String.valueOf(e.getMessage())), e);
        }
    }

    private GovernanceException mustBe(String kind) {
        return mistake((path.isEmpty() ? "the document" : "'" + PrintableText.line(path) + "'") + " must be " + kind);
    }

    /** Returns whether the value is missing, as behind a key whose lines are all comments. */
    public boolean isEmpty() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Returns whether the value is a text, a number or another single value. */
    public boolean isScalar() {
        return node instanceof ScalarNode && !isEmpty();
    }

    /** Returns the values of a mapping by name, with merge keys resolved; none for an empty value. */
    public Map<String, YamlNode> mapping() {
        if (isEmpty()) {
            return Map.of();
        }
        Map<String, YamlNode> values = new LinkedHashMap<>();
        addTo(values, node, Collections.newSetFromMap(new IdentityHashMap<>()));
        return values;
    }

    /** Returns the values of a mapping, and refuses names that are not known. */
    public Map<String, YamlNode> mapping(Set<String> known) {
        Map<String, YamlNode> values = mapping();
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.unknown(name, known);
            }
        });
        return values;
    }

    private GovernanceException unknown(String name, Set<String> known) {
        return new YamlNode(source, path, key, key).mistake(NearestWord.unknown(name, known));
    }

    /** Names of the mapping itself come before those that are merged in. */
    private void addTo(Map<String, YamlNode> values, Node from, Set<Node> merging) {
        if (!(from instanceof MappingNode mapping)) {
            throw mustBe("a mapping of names to values");
        }
        if (!merging.add(from)) {
            throw mistake("a merge key leads back to its own mapping");
        }
        Map<String, YamlNode> own = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.addAll(sources(tuple.getValueNode()));
            } else if (tuple.getKeyNode() instanceof ScalarNode key) {
                String name = key.getValue();
                if (own.put(name, new YamlNode(source, below(name), tuple.getValueNode(), key)) != null) {
                    throw new YamlNode(source, below(name), key, key)
                            .mistake("Duplicate field '" + PrintableText.line(name) + "'");
                }
            } else {
                throw mustBe("a mapping of names to values");
            }
        }
        own.forEach(values::putIfAbsent);
        merged.forEach(other -> addTo(values, other, merging));
        merging.remove(from);
    }

    private static List<Node> sources(Node value) {
        return value instanceof SequenceNode several ? several.getValue() : List.of(value);
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Returns the values of a list; none for an empty value. */
    public List<YamlNode> list() {
        if (isEmpty()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw mustBe("a list");
        }
        List<YamlNode> values = new ArrayList<>();
        for (Node value : sequence.getValue()) {
            values.add(new YamlNode(source, path + "[" + values.size() + "]", value, value));
        }
        return values;
    }

    /** Returns one of the words that are known. */
    public String oneOf(Collection<String> known) {
        String word = text();
        if (!known.contains(word)) {
            throw mistake(NearestWord.unknown(word, known));
        }
        return word;
    }

    /** Returns the value as a text. */
    public String text() {
        if (!isScalar()) {
            throw mustBe("a text");
        }
        return ((ScalarNode) node).getValue();
    }

    /** Returns the value as a whole number. */
    public long wholeNumber() {
        try {
            String text = isScalar() ? ((ScalarNode) node).getValue() : "";
            if (WHOLE_NUMBER.matcher(text).matches()) {
                return Long.parseLong(text.replace("_", "").replace("+", ""));
            }
        } catch (NumberFormatException e) {
            // The number is too large for a long.
        }
        throw mustBe("a whole number");
    }

    /** Returns whether the value is true. */
    public boolean trueOrFalse() {
        if (isScalar() && node.getTag().equals(Tag.BOOL)) {
            return Set.of("true", "yes", "on").contains(text().toLowerCase(Locale.ROOT));
        }
        throw mustBe("true or false");
    }

    /** Returns the value as a duration. */
    public Duration duration() {
        try {
            return Durations.parse(text());
        } catch (DateTimeParseException e) {
            throw mustBe("a duration such as 90d or P90D");
        }
    }
}
