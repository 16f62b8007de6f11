package dev.openaiadmin.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A place in the description: the way to it, file first, and what stands there; nothing may stand there. */
record Place(Description description, JsonPointer pointer, JsonNode node) {

    /** Their values are samples, so what looks like a keyword in them is none. */
    private static final Set<String> DATA = Set.of("default", "example");

    private static final Pattern MEMBER = Pattern.compile("/discriminator/mapping/[^/]*$");

    Place at(String name) {
        return new Place(description, pointer.appendProperty(name), node.path(name));
    }

    Place at(int index) {
        return new Place(description, pointer.appendIndex(index), node.path(index));
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    boolean has(String name) {
        return node.has(name);
    }

    String file() {
        return pointer.getMatchingProperty();
    }

    String name() {
        return nameOf(pointer);
    }

    String text() {
        return node.asText();
    }

    Stream<Place> children() {
        return node.isArray()
                ? IntStream.range(0, node.size()).mapToObj(this::at)
                : node.propertyStream().map(child -> at(child.getKey()));
    }

    /** This place and all below it, without what only examples and defaults hold. */
    Stream<Place> tree() {
        return Stream.concat(
                Stream.of(this), children().filter(child -> !child.isData()).flatMap(Place::tree));
    }

    /** This schema and those inside it. */
    Stream<Place> schemas() {
        Stream<Place> lists = Stream.of("properties", "allOf", "anyOf", "oneOf").flatMap(list -> at(list).children());
        Stream<Place> singles =
                Stream.of("items", "additionalProperties").map(this::at).filter(child -> child.node.isObject());
        return Stream.concat(Stream.of(this), Stream.concat(lists, singles).flatMap(Place::schemas));
    }

    /** The properties of this schema, and of the schemas that it is made of. */
    Map<String, Place> properties() {
        Map<String, Place> properties = new LinkedHashMap<>();
        at("allOf").children().forEach(part -> properties.putAll(part.target().properties()));
        at("properties").children().forEach(property -> properties.put(property.name(), property));
        return properties;
    }

    /** The names of the properties that are required, here or by the schemas that it is made of. */
    Set<String> required() {
        Set<String> required = new LinkedHashSet<>();
        at("allOf").children().forEach(part -> required.addAll(part.target().required()));
        at("required").children().forEach(name -> required.add(name.text()));
        return required;
    }

    /** Whether this refers to another place, by `$ref` or as a member of a discriminator. */
    boolean refers() {
        return has("$ref")
                || (node.isTextual() && MEMBER.matcher(pointer.toString()).find());
    }

    String reference() {
        return has("$ref") ? node.path("$ref").asText() : text();
    }

    Place target() {
        return refers() ? description.find(file(), reference()) : this;
    }

    boolean isProperty() {
        return parent().equals("properties");
    }

    /** A finding about this place: what is wrong, and what to do. */
    String says(String finding) {
        if (pointer.matches()) {
            return "the description: " + finding;
        }
        return "%s: %s: %s".formatted(file(), pointer.tail().matches() ? "/" : pointer.tail(), finding);
    }

    private boolean isData() {
        return DATA.contains(name()) && !isProperty();
    }

    private String parent() {
        return pointer.matches() ? "" : nameOf(pointer.head());
    }

    private static String nameOf(JsonPointer pointer) {
        return pointer.matches() ? "" : pointer.last().getMatchingProperty();
    }
}
