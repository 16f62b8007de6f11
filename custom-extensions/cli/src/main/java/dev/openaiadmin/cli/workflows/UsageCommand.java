package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.usage.UsageQuery;
import dev.openaiadmin.governance.usage.UsageReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "usage",
        description = "Shows tokens, requests, images, seconds, characters, sessions and bytes that were used."
                + " Days are UTC days.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin usage --month 2026-11 --endpoint completions --group-by model")
final class UsageCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private PeriodOptions period;

    @Option(
            names = "--endpoint",
            split = ",",
            paramLabel = "NAME",
            description = "completions, embeddings and so on. Default: all that allow the groups and filters.")
    private List<String> endpoints = List.of();

    @Option(
            names = "--group-by",
            split = ",",
            paramLabel = "FIELD",
            description =
                    "Divide by project_id, model, api_key_id, user_id, service_tier, batch or another field that the"
                            + " endpoint allows.")
    private List<String> groupBy = List.of();

    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE[,VALUE]",
            description = "A filter of the API, such as models=gpt-5.1; can be repeated.")
    private List<String> filters = List.of();

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format=json.")
    private boolean json;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private OutputOption output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    /** How a report is written; named as users write it. */
    enum Format {
        text,
        csv,
        html,
        json
    }

    @Override
    public Integer call() {
        UsageQuery query = query();
        UsageReport usage;
        try (OpenAiAdmin admin = client.open()) {
            usage = UsageReport.of(admin, query, parallel.number());
        }
        output.write(
                switch (format()) {
                    case csv -> usage.toCsv();
                    case html -> usage.toHtml();
                    case json -> usage.toJson();
                    case text -> output.text(spec, usage::toText, usage::toText);
                },
                spec.commandLine().getOut());
        return MissingParts.print(usage.missing(), spec.commandLine().getErr(), ExitCode.DONE);
    }

    private Format format() {
        return json ? Format.json : format;
    }

    private UsageQuery query() {
        UsageQuery query = UsageQuery.of(period.range()).granularity(period.granularity(format() == Format.html));
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            if (equals < 1) {
                throw new InvalidValueException("--where", filter, "must be a name, '=' and values");
            }
            query = query.filter(
                    filter.substring(0, equals), filter.substring(equals + 1).split(","));
        }
        return query.groupBy(groupBy.toArray(String[]::new)).endpoints(endpoints.toArray(String[]::new));
    }
}
