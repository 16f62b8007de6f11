package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.output.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the help of an operation from the texts and the examples of the description. */
final class Help {
    private static final String PROGRAM = "openai-admin ";
    private static final int COLUMNS = 80;
    /** Of 80 columns, what the longest word before or after leaves. */
    private static final int ROOM = 70;
    /** Of 80 columns, what the options and the margins leave. */
    private static final int ROOM_FOR_VALUES = 46;

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
        List<String> lines = new ArrayList<>();
        List<String> example = wrapped(example(), ROOM);
        for (int i = 0; i < example.size(); i++) {
            boolean last = i == example.size() - 1;
            lines.add((i == 0 ? "  " : "    ") + HelpText.of(example.get(i)) + (last ? "" : " \\"));
        }
        lines.add("");
        String request = described.method() + " " + described.path();
        if (request.length() > COLUMNS) {
            lines.add(described.method());
            lines.add(described.path());
        } else {
            lines.add(request);
        }
        lines.add(described.url());
        return lines.toArray(String[]::new);
    }

    private String[] synopsis() {
        List<String> lines = new ArrayList<>();
        StringBuilder line =
                new StringBuilder(PROGRAM).append(described.words()).append(" [OPTIONS]");
        for (Argument argument : described.positional()) {
            String word = argument.label() + (argument.isList() ? "..." : "");
            if (line.length() + word.length() > ROOM) {
                lines.add(line.toString());
                line.setLength(0);
                line.append("      ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines.toArray(String[]::new);
    }

    static String[] text(Argument argument) {
        StringBuilder text = new StringBuilder(HelpText.of(argument.text()));
        boolean dotted = argument.values().stream().anyMatch(value -> value.contains("."));
        if (!argument.values().isEmpty() && !dotted) {
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
        List<String> lines = new ArrayList<>(List.of(text.toString()));
        if (dotted) {
            // The library for options would continue a value on the next line, behind its dot.
            lines.add("One of:");
            wrapped(argument.values(), ROOM_FOR_VALUES).forEach(line -> lines.add(HelpText.of(line)));
        }
        return lines.toArray(String[]::new);
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

    /** Returns lines of at most so many columns, as far as the words allow. */
    private static List<String> wrapped(List<String> words, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (line.length() + word.length() > room && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
