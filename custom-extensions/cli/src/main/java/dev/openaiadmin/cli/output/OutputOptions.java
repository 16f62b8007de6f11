package dev.openaiadmin.cli.output;

import dev.openaiadmin.cli.settings.Profile;
import dev.openaiadmin.cli.terminal.Invocation;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options for the output of a command. Every command that shows objects of the API has them as a {@code @Mixin}. */
public final class OutputOptions {
    @ArgGroup(validate = false, heading = "%nOutput:%n")
    private final Group group = new Group();

    private static final class Group {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                description = "${COMPLETION-CANDIDATES}. Default: table on a terminal, jsonl elsewhere.")
        private @Nullable OutputFormat format;

        @Option(
                names = "--columns",
                paramLabel = "NAME",
                split = ",",
                description = "The fields that are shown, such as owner.email.")
        private @Nullable List<String> columns;

        @Option(
                names = "--filter",
                paramLabel = "JMESPATH",
                description = "Filters the result, such as \"[].name\" of a list.")
        private @Nullable String filter;

        @Option(
                names = "--time",
                paramLabel = "ZONE",
                description = "${COMPLETION-CANDIDATES}. Default: local in tables, unix elsewhere.")
        private @Nullable TimeFormat time;
    }

    private OutputFormat format(Invocation invocation, @Nullable String profileFormat) {
        if (group.format != null) {
            return group.format;
        }
        if (profileFormat != null) {
            return OutputFormat.valueOf(profileFormat);
        }
        return invocation.terminal() == null ? OutputFormat.jsonl : OutputFormat.table;
    }

    /** Returns the filter of the result; null if there is none. */
    public @Nullable Query filter() {
        return group.filter == null ? null : Query.of(group.filter);
    }

    /** Opens the output of a command whose objects have these columns by default and these fields that are times. */
    public ResultWriter open(PrintWriter out, Invocation invocation, Profile profile, Shape shape) {
        String profileTime = profile.time();
        OutputFormat format = format(invocation, profile.output());
        boolean forPeople = switch (format) {
            case table, markdown, csv -> true;
            default -> false;
        };
        TimeFormat time = group.time != null
                ? group.time
                : profileTime != null
                        ? TimeFormat.valueOf(profileTime)
                        : forPeople
                                ? (format == OutputFormat.csv ? TimeFormat.utc : TimeFormat.local)
                                : TimeFormat.unix;
        Shape shown = group.columns == null ? shape : shape.withColumns(group.columns);
        return new ResultWriter(
                ResultFormat.of(format, out, invocation.terminal(), shown),
                time,
                Set.copyOf(shape.times()),
                ZoneId.systemDefault());
    }
}
