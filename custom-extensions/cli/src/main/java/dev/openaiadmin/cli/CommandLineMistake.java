package dev.openaiadmin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in the words of the messages about operations. */
final class CommandLineMistake {
    private static final int MOST_SUGGESTIONS = 3;

    private CommandLineMistake() {}

    /** Returns what is wrong, what may be meant, and where the help is. */
    static String message(ParameterException wrong) {
        String suggestion = suggestion(wrong);
        return reason(wrong) + suggestion + (suggestion.endsWith("?") ? " See " : "; see ")
                + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    private static String reason(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String first = "'" + unmatched.getUnmatched().get(0) + "'";
            if (unmatched.isUnknownOption()) {
                return "Unknown option " + first;
            }
            return command.getSubcommands().isEmpty()
                    ? String.valueOf(wrong.getMessage())
                    : first + " is not a command of " + command.getCommandSpec().qualifiedName();
        }
        if (wrong instanceof MissingParameterException missing
                && missing.getMissing().stream().noneMatch(ArgSpec::isOption)) {
            List<String> names =
                    missing.getMissing().stream().map(ArgSpec::paramLabel).toList();
            return listed(names, "and") + (names.size() == 1 ? " is missing" : " are missing");
        }
        ArgSpec argument = wrong.getArgSpec();
        if (argument != null && wrong.getValue() != null && argument.completionCandidates() != null) {
            String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
            List<String> values = StreamSupport.stream(
                            argument.completionCandidates().spliterator(), false)
                    .toList();
            return name + ": '" + wrong.getValue() + "' is none of the known values: " + String.join(", ", values);
        }
        return isGroup(command)
                ? "A command of '" + command.getCommandSpec().qualifiedName() + "' is missing"
                : String.valueOf(wrong.getMessage());
    }

    private static String suggestion(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            List<String> suggestions =
                    unmatched.getSuggestions().stream().limit(MOST_SUGGESTIONS).toList();
            return "; did you mean " + listed(suggestions, "or") + "?";
        }
        return wrong instanceof MissingParameterException || !isGroup(wrong.getCommandLine())
                ? ""
                : ": "
                        + String.join(
                                ", ", wrong.getCommandLine().getSubcommands().keySet());
    }

    /** Returns a list as in a sentence, such as {@code a, b or c}. */
    private static String listed(List<String> items, String conjunction) {
        List<String> first = new ArrayList<>(items);
        String last = first.remove(first.size() - 1);
        return first.isEmpty() ? last : String.join(", ", first) + " " + conjunction + " " + last;
    }

    /** Returns whether a command does nothing without one of its subcommands. */
    private static boolean isGroup(CommandLine command) {
        Object userObject = command.getCommandSpec().userObject();
        return !command.getSubcommands().isEmpty() && !(userObject instanceof Callable);
    }
}
