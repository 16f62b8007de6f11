package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.output.Json;
import dev.openaiadmin.cli.terminal.LineWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the help of an operation from the texts and the examples of the description. */
final class Help {
    private static final String PROGRAM = "openai-admin ";
    private static final int COLUMNS = 80;
    /** Of 80 columns, what the indent of the later lines, a space and the backslash leave. */
    private static final int ROOM_FOR_EXAMPLE = 74;
    /** Of 80 columns, what the word before the synopsis leaves. */
    private static final int ROOM_FOR_SYNOPSIS = 72;

    private final DescribedCommand described;

    Help(DescribedCommand described) {
        this.described = described;
    }

    void describe(CommandSpec spec) {
        List<String> description = new ArrayList<>(List.of(HelpText.of(described.summary())));
        if (!described.description().isEmpty()) {
            description.add("");
            description.add(HelpText.of(described.description()));
        }
        String beta = described.beta();
        if (beta != null) {
            description.add("");
            description.add("Beta: " + HelpText.of(beta));
        }
        if (described.isDeprecated()) {
            description.add("");
            description.add("OpenAI has deprecated this operation.");
        }
        spec.usageMessage()
                .description(description.toArray(String[]::new))
                .customSynopsis(synopsis())
                .sortOptions(false)
                .footerHeading("%nExample:%n")
                .footer(footer());
    }

    private String[] footer() {
        List<String> example = LineWrapper.of(ROOM_FOR_EXAMPLE).lines(example());
        List<String> lines = new ArrayList<>();
        lines.add("  " + HelpText.of(String.join(" \\\n    ", example)));
        lines.add("");
        lines.addAll(LineWrapper.of(COLUMNS).lines(List.of(described.method(), described.path())));
        lines.add(described.url());
        return String.join("\n", lines).lines().toArray(String[]::new);
    }

    private String[] synopsis() {
        String command = PROGRAM + described.words();
        List<String> words = new ArrayList<>(List.of(command, "[OPTIONS]"));
        described.positional().forEach(argument -> words.add(argument.label() + (argument.isList() ? "..." : "")));
        String synopsis =
                String.join("\n       ", LineWrapper.of(ROOM_FOR_SYNOPSIS).lines(words));
        return synopsis.replace(command, "@|bold " + command + "|@").lines().toArray(String[]::new);
    }

    static String text(Argument argument) {
        StringBuilder text = new StringBuilder(HelpText.of(argument.text()));
        if (!argument.values().isEmpty()) {
            text.append(" One of ")
                    .append(HelpText.of(String.join(", ", argument.values())))
                    .append('.');
        }
        if (!argument.bounds().isEmpty() && !argument.text().contains(argument.bounds())) {
            text.append(" A number ").append(argument.bounds()).append('.');
        }
        if (argument.hasLines()) {
            text.append(" @FILE reads it from a file.");
        }
        Lookup lookup = argument.lookup();
        if (lookup != null) {
            text.append(" Or the ").append(String.join(" or ", lookup.names())).append('.');
        }
        String defaultValue = argument.defaultValue();
        if (defaultValue != null && !argument.text().contains("default")) {
            text.append(" Default of the API: ")
                    .append(HelpText.of(defaultValue))
                    .append('.');
        }
        if (argument.isDeprecated()) {
            text.append(" Deprecated.");
        }
        return text.toString();
    }

    /** Returns a command that does something useful, from the examples of the description. */
    List<String> example() {
        List<String> words = new ArrayList<>(List.of(PROGRAM.strip()));
        words.addAll(List.of(described.words().split(" ")));
        List<Argument> positional = described.positional();
        boolean positionsAreKnown = true;
        for (Argument argument : positional) {
            Object example = argument.example();
            if (example instanceof List<?> several) {
                several.forEach(each -> words.add(quoted(String.valueOf(each))));
            } else if (argument.hasLines()) {
                words.add(argument.option() + "=@" + argument.name() + ".pem");
                positionsAreKnown = false;
            } else if (example != null && positionsAreKnown) {
                words.add(quoted(String.valueOf(example)));
            } else if (example != null) {
                words.add(argument.option() + "=" + quoted(String.valueOf(example)));
            } else {
                positionsAreKnown = false;
            }
        }
        for (Argument argument : described.arguments()) {
            Object example = argument.example();
            boolean shown = argument.isInBody() && example != null && !positional.contains(argument);
            if (shown && argument.isBoolean()) {
                words.add((Boolean.TRUE.equals(example) ? "--" : "--no-")
                        + argument.option().substring(2));
            } else if (shown && example instanceof List<?> several) {
                several.forEach(each -> words.add(argument.option() + "=" + quoted(String.valueOf(each))));
            } else if (shown) {
                words.add(argument.option() + "=" + quoted(String.valueOf(example)));
            }
        }
        fieldsWithoutOption().forEach(word -> words.add(quoted(word)));
        if (!described.secrets().isEmpty()) {
            words.add("--secret-file=new.key");
        }
        return words;
    }

    /** Returns what sets the fields of the example that have no option, such as lists of objects. */
    List<String> fieldsWithoutOption() {
        List<String> words = new ArrayList<>();
        if (described.bodyExample() instanceof Map<?, ?> example) {
            example.forEach((name, value) -> {
                boolean hasOption = described.arguments().stream()
                        .anyMatch(argument ->
                                argument.isInBody() && argument.path().get(0).equals(name));
                boolean constant =
                        Fields.of(described.body().fields("properties").value(String.valueOf(name)))
                                        .texts("enum")
                                        .size()
                                == 1;
                if (!hasOption && !constant) {
                    words.add("--set");
                    words.add(name + "=" + Json.line(value));
                }
            });
        }
        return words;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@,=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
