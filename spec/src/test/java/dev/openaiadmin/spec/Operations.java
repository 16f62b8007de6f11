package dev.openaiadmin.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one operation, or all of them together, have to keep. */
final class Operations {

    private static final Pattern IN_BRACES = Pattern.compile("(?<=\\{)[^}]*(?=})");

    private Operations() {}

    static Stream<String> haveIdsOfTheirOwn(Description description) {
        return unlike(description, "operationId", Operation::id);
    }

    static Stream<String> haveMethodNamesOfTheirOwn(Description description) {
        return unlike(description, "x-method", operation -> operation.tag() + "." + operation.method());
    }

    static Stream<String> haveTagsOfTheRoot(Description description) {
        List<String> tags = description
                .root()
                .at("tags")
                .children()
                .map(tag -> tag.at("name").text())
                .toList();
        return description
                .operations()
                .flatMap(operation -> operation.place().at("tags").children())
                .filter(tag -> !tags.contains(tag.text()))
                .map(tag -> tag.says("the root does not declare the tag '%s': declare it, or correct the spelling"
                        .formatted(tag.text())));
    }

    static Stream<String> takeWhatTheirPathNames(Description description) {
        return description.operations().flatMap(operation -> {
            List<String> taken = operation.parametersIn("path");
            return namesIn(operation.path())
                    .filter(name -> !taken.contains(name))
                    .map(name -> operation
                            .place()
                            .says("the path parameter '%s' of %s is missing: add it"
                                    .formatted(name, operation.path())));
        });
    }

    static Stream<String> takeNoMoreThanTheirPathNames(Description description) {
        return description.operations().flatMap(operation -> {
            List<String> named = namesIn(operation.path()).toList();
            return operation.parametersIn("path").stream()
                    .filter(name -> !named.contains(name))
                    .map(name -> operation
                            .place()
                            .says("%s has no {%s}: remove the parameter, or correct the path"
                                    .formatted(operation.path(), name)));
        });
    }

    static Stream<String> thatListArePaged(Description description) {
        return description
                .operations()
                .filter(operation -> operation.isGet()
                        && !operation.place().has("x-paging")
                        && !operation.place().has("x-unpaged"))
                .filter(operation -> operation.items().exists())
                .map(operation ->
                        operation.place().says("the operation lists without x-paging: add x-paging, or x-unpaged"));
    }

    static Stream<String> pageByTheirOwnParameter(Description description) {
        return paging(
                description,
                "cursor",
                (operation, name) -> operation.parametersIn("query").contains(name),
                "is not a query parameter of the operation: name the parameter for the start of a page");
    }

    static Stream<String> pageByAFieldOfTheAnswer(Description description) {
        return paging(
                description,
                "next",
                (operation, name) -> operation.answer().properties().containsKey(name),
                "is not a field of the response: name the field with the cursor of the next page");
    }

    static Stream<String> pageThroughTheItemsOfData(Description description) {
        return paging(
                description,
                "items",
                (operation, name) -> operation.items().name().equals(name),
                "is not the schema of the items of 'data': name that schema");
    }

    private static Stream<String> unlike(Description description, String what, Function<Operation, String> key) {
        Map<String, Operation> seen = new HashMap<>();
        return description
                .operations()
                .filter(operation -> operation.place().has(what))
                .flatMap(operation -> {
                    Operation first = seen.putIfAbsent(key.apply(operation), operation);
                    return first == null
                            ? Stream.empty()
                            : Stream.of(operation
                                    .place()
                                    .at(what)
                                    .says("'%s' is also used by %s %s: choose another one"
                                            .formatted(
                                                    key.apply(operation),
                                                    first.place().name(),
                                                    first.path())));
                });
    }

    private static Stream<String> paging(
            Description description, String part, BiPredicate<Operation, String> holds, String finding) {
        return description
                .operations()
                .filter(operation -> operation.place().at("x-paging").has(part))
                .flatMap(operation -> {
                    Place place = operation.place().at("x-paging").at(part);
                    return holds.test(operation, place.text())
                            ? Stream.empty()
                            : Stream.of(place.says("'%s' %s".formatted(place.text(), finding)));
                });
    }

    private static Stream<String> namesIn(String path) {
        return IN_BRACES.matcher(path).results().map(MatchResult::group);
    }
}
