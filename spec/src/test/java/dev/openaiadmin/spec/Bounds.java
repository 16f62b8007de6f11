package dev.openaiadmin.spec;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that every bound names its source, so that no rule of our own refuses a valid request. */
final class Bounds {
    private static final String SOURCE = "x-bound-source";
    private static final String SOURCES = "x-bound-sources";

    /** The source of the rules that keep ids from changing a path. */
    private static final String PATH_SAFETY = "path-safety";

    private static final List<String> KEYWORDS = List.of(
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    private Bounds() {}

    static Stream<String> nameSourcesOfTheRoot(Description description) {
        List<String> known =
                description.root().at(SOURCES).children().map(Place::name).toList();
        return bounded(description)
                .map(schema -> schema.at(SOURCE))
                .filter(source -> !known.contains(source.text()))
                .map(source ->
                        source.says("the root does not declare the source '%s': declare it, or correct the spelling"
                                .formatted(source.text())));
    }

    static Stream<String> areThereWhereASourceIs(Description description) {
        return bounded(description)
                .filter(schema -> KEYWORDS.stream().noneMatch(schema::has))
                .map(schema ->
                        schema.says("has the source of a bound but no bound: add the bound, or remove x-bound-source"));
    }

    static Stream<String> useEverySource(Description description) {
        Set<String> used =
                bounded(description).map(schema -> schema.at(SOURCE).text()).collect(Collectors.toSet());
        return description
                .root()
                .at(SOURCES)
                .children()
                .filter(source -> !used.contains(source.name()))
                .map(source -> source.says("no bound has this source: remove it"));
    }

    /** Filters and bodies do not become a part of a path, so the rules for paths must not refuse them. */
    static Stream<String> protectPathsOnly(Description description) {
        Set<JsonPointer> inPaths = parameters(description)
                .filter(parameter -> parameter.at("in").text().equals("path"))
                .map(parameter -> parameter.at("schema").pointer())
                .collect(Collectors.toSet());
        Stream<Place> elsewhere = description
                .all()
                .tree()
                .filter(place ->
                        place.refers() && place.target().at(SOURCE).text().equals(PATH_SAFETY))
                .filter(place -> !inPaths.contains(place.pointer()));
        return elsewhere.map(
                place -> place.says("%s is only for path parameters: use a schema without it".formatted(PATH_SAFETY)));
    }

    private static Stream<Place> parameters(Description description) {
        return description.all().tree().filter(place -> place.has("in") && place.has("schema"));
    }

    private static Stream<Place> bounded(Description description) {
        return description.schemas().filter(schema -> schema.has(SOURCE));
    }
}
