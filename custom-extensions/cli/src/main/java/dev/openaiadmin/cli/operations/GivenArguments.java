package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.terminal.InvalidArgumentException;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The arguments of a command line, by position and by name. A position is that of a required argument that has no option. */
final class GivenArguments {
    private final DescribedCommand described;
    private final CommandSpec command;

    GivenArguments(DescribedCommand described, CommandSpec command) {
        this.described = described;
        this.command = command;
    }

    Map<Argument, List<String>> byArgument() {
        Map<Argument, List<String>> given = new LinkedHashMap<>();
        for (Argument argument : described.arguments()) {
            List<String> texts = texts(argument);
            if (texts != null) {
                given.put(argument, texts);
            }
        }
        addPositions(given);
        return given;
    }

    private @Nullable List<String> texts(Argument argument) {
        OptionSpec option = command.findOption(argument.option());
        Object value = option == null ? null : option.getValue();
        if (value instanceof List<?> several) {
            return several.isEmpty()
                    ? null
                    : several.stream().map(String::valueOf).toList();
        }
        return value == null ? null : List.of(String.valueOf(value));
    }

    private void addPositions(Map<Argument, List<String>> given) {
        List<String> words = positions();
        int next = 0;
        for (Argument argument : described.positional()) {
            if (next == words.size()) {
                return;
            }
            if (given.containsKey(argument)) {
                continue;
            }
            int end = argument.isList() ? words.size() : next + 1;
            given.put(argument, new ArrayList<>(words.subList(next, end)));
            next = end;
        }
        if (next < words.size()) {
            throw new InvalidArgumentException(
                    "'" + PrintableText.line(words.get(next)) + "' is one argument too many");
        }
    }

    private List<String> positions() {
        List<String> words = new ArrayList<>();
        for (PositionalParamSpec positional : command.positionalParameters()) {
            if (positional.getValue() instanceof List<?> values) {
                values.forEach(value -> words.add(String.valueOf(value)));
            }
        }
        return words;
    }
}
