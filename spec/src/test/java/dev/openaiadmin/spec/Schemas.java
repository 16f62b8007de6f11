package dev.openaiadmin.spec;

import java.util.stream.Stream;

/** What the parts of a schema owe each other, where a JSON Schema cannot say it. */
final class Schemas {

    private Schemas() {}

    static Stream<String> requireWhatTheyHave(Description description) {
        return description
                .schemas()
                .filter(schema -> schema.has("properties"))
                .flatMap(schema -> schema.at("required")
                        .children()
                        .filter(name -> !schema.properties().containsKey(name.text()))
                        .map(name -> name.says(
                                "the property '%s' is required but missing: add it, or remove it from required"
                                        .formatted(name.text()))));
    }

    static Stream<String> describeEachValueOnce(Description description) {
        return description
                .schemas()
                .filter(schema -> schema.has("x-enum-descriptions"))
                .filter(schema -> values(schema)
                        != schema.at("x-enum-descriptions").node().size())
                .map(schema -> schema.at("x-enum-descriptions")
                        .says("there are %d descriptions for %d values: write one for each value"
                                .formatted(
                                        schema.at("x-enum-descriptions").node().size(), values(schema))));
    }

    /** Without null among its values, an enum of OpenAPI 3.0 refuses null, whatever {@code nullable} says. */
    static Stream<String> listNullWhereTheyAllowIt(Description description) {
        return description
                .schemas()
                .filter(schema -> schema.has("enum"))
                .filter(schema -> schema.has("nullable")
                        != (values(schema) < schema.at("enum").node().size()))
                .map(
                        schema -> schema.says(
                                "an enum can be null only with both 'nullable' and null in 'enum': add the one that is missing, or remove the other"));
    }

    /** Returns the number of values of an enum, without null. */
    private static long values(Place schema) {
        return schema.at("enum")
                .children()
                .filter(value -> !value.node().isNull())
                .count();
    }

    static Stream<String> presetTheirConstants(Description description) {
        return description
                .schemas()
                .filter(Place::isProperty)
                .filter(schema -> schema.at("enum").node().size() == 1)
                .filter(schema -> !schema.at("default")
                        .node()
                        .equals(schema.at("enum").at(0).node()))
                .map(schema -> schema.says("a constant needs its value as default: set default to '%s'"
                        .formatted(schema.at("enum").at(0).text())));
    }
}
