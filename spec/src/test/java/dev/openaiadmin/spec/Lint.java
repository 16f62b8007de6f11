package dev.openaiadmin.spec;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that is asked of a description. */
final class Lint {

    /** Finds where a description falls short of one demand. */
    interface Rule extends Function<Description, Stream<String>> {}

    static final List<Rule> RULES = List.of(
            Grammar::isKept,
            References::haveTargets,
            References::nameTheirFileWhereTheyMove,
            References::leadToEveryFile,
            References::leadToEverythingNamed,
            References::leadToNamesOfOneFile,
            Operations::haveIdsOfTheirOwn,
            Operations::haveMethodNamesOfTheirOwn,
            Operations::haveTagsOfTheRoot,
            Operations::takeWhatTheirPathNames,
            Operations::takeNoMoreThanTheirPathNames,
            Operations::thatListArePaged,
            Operations::pageByTheirOwnParameter,
            Operations::pageByAFieldOfTheAnswer,
            Operations::pageThroughTheItemsOfData,
            Bounds::nameSourcesOfTheRoot,
            Bounds::areThereWhereASourceIs,
            Bounds::useEverySource,
            Bounds::protectPathsOnly,
            Schemas::requireWhatTheyHave,
            Schemas::listNullWhereTheyAllowIt,
            Schemas::describeEachValueOnce,
            Schemas::presetTheirConstants,
            Examples::keepTheirSchemas);

    private Lint() {}

    /** One line for each thing that is wrong, in the order of the files. */
    static List<String> findings(Map<String, String> texts) {
        Description description = new Description(texts);
        if (!description.unreadable().isEmpty()) {
            return description.unreadable();
        }
        return RULES.stream()
                .flatMap(rule -> rule.apply(description))
                .distinct()
                .sorted()
                .toList();
    }
}
