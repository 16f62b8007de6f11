package dev.openaiadmin.spec;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/** That references lead somewhere, and that whatever has a name is led to. */
final class References {

    private References() {}

    static Stream<String> haveTargets(Description description) {
        return description
                .all()
                .tree()
                .filter(place -> place.refers() && !place.target().exists())
                .map(place -> place.says("there is nothing at %s: correct the reference, or add its target"
                        .formatted(place.reference())));
    }

    /** The bundler moves named parameters and answers to another document without their files. */
    static Stream<String> nameTheirFileWhereTheyMove(Description description) {
        return description
                .files()
                .flatMap(file -> Stream.of(file.at("parameters"), file.at("responses")))
                .flatMap(Place::tree)
                .filter(place -> place.refers() && place.reference().startsWith("#"))
                .map(place -> place.says("the bundler cannot resolve %s: write %s%s"
                        .formatted(place.reference(), place.file(), place.reference())));
    }

    static Stream<String> leadToEveryFile(Description description) {
        Set<JsonPointer> reached = reached(description);
        return description
                .files()
                .filter(file -> !file.name().equals(Description.ROOT) && !isReached(file, reached))
                .map(file -> file.says(
                        "no path of the root refers to this file: add its paths to the root, or remove the file"));
    }

    /** In the published document, all names of a kind are neighbours. */
    static Stream<String> leadToNamesOfOneFile(Description description) {
        Map<JsonPointer, Place> seen = new HashMap<>();
        return description.files().flatMap(References::shared).flatMap(named -> {
            Place first = seen.putIfAbsent(named.pointer().tail(), named);
            return first == null
                    ? Stream.empty()
                    : Stream.of(
                            named.says("%s also has a schema, parameter or response of this name: choose another name"
                                    .formatted(first.file())));
        });
    }

    static Stream<String> leadToEverythingNamed(Description description) {
        Set<JsonPointer> reached = reached(description);
        return description
                .files()
                .filter(file -> isReached(file, reached))
                .flatMap(file -> Stream.concat(file.at("paths").children(), shared(file)))
                .filter(named -> !reached.contains(named.pointer()))
                .map(named -> named.says("it is not used: add a reference to it, or remove it"));
    }

    /** The places that the root refers to, and those that they refer to, and so on. */
    static Set<JsonPointer> reached(Description description) {
        Set<JsonPointer> reached = new LinkedHashSet<>();
        Queue<Place> waiting = new ArrayDeque<>(Set.of(description.root()));
        for (Place from = waiting.poll(); from != null; from = waiting.poll()) {
            from.tree()
                    .filter(Place::refers)
                    .map(Place::target)
                    .filter(target -> target.exists() && reached.add(target.pointer()))
                    .forEach(waiting::add);
        }
        return reached;
    }

    private static Stream<Place> shared(Place file) {
        return Stream.of("parameters", "responses", "schemas").map(file::at).flatMap(Place::children);
    }

    private static boolean isReached(Place file, Set<JsonPointer> reached) {
        return reached.stream()
                .anyMatch(pointer -> pointer.getMatchingProperty().equals(file.name()));
    }
}
