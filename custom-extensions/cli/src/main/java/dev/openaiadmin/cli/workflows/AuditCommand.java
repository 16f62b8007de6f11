package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AuditLogsApi;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.ShutdownHooks;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.audit.AuditCounters;
import dev.openaiadmin.governance.audit.AuditFormat;
import dev.openaiadmin.governance.audit.AuditSink;
import dev.openaiadmin.governance.audit.AuditTrail;
import dev.openaiadmin.governance.audit.CheckpointStore;
import dev.openaiadmin.governance.audit.FileSink;
import dev.openaiadmin.governance.audit.OcsfVersion;
import dev.openaiadmin.governance.text.Durations;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.AuditLogEventType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = "Prints the events of the audit log, each one once and in order, and continues from a checkpoint."
                + " Only reads.",
        footerHeading = "%nExample:%n",
        footer = "  openai-admin audit --since 7d --follow --format ocsf")
final class AuditCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB|GB)");

    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Option(
            names = "--follow",
            description =
                    "Wait for new events until the command is ended, such as by Ctrl-C. Events are printed about a"
                            + " minute after they happened.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Where to begin when there is no checkpoint: a time such as 2026-11-27T08:00:00Z, a day such as"
                            + " 2026-11-27, or how long ago, such as 12h or 7d. Default: ${DEFAULT-VALUE}",
            defaultValue = "1d")
    @SuppressWarnings("NullAway.Init") // It has a default.
    private String since;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}: events as they were received, or in the Open Cybersecurity Schema"
                    + " Framework. Default: ${DEFAULT-VALUE}")
    private Format format = Format.jsonl;

    @Option(
            names = "--ocsf-version",
            paramLabel = "VERSION",
            description = "1.8.0 or 1.9.0. Default: ${DEFAULT-VALUE}",
            defaultValue = "1.8.0")
    @SuppressWarnings("NullAway.Init") // It has a default.
    private String ocsfVersion;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CheckpointOption checkpoint;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "Write to a file instead of the terminal. With a checkpoint, every event is in it exactly once.")
    private @Nullable Path output;

    @Option(
            names = "--rotate",
            paramLabel = "daily|SIZE",
            split = ",",
            description = {
                "Begin another file each UTC day, or at a size such as 100MB, or both: daily,100MB. A file of"
                        + " audit.jsonl has a name such as",
                "audit-2026-11-27-0001.jsonl."
            })
    private @Nullable List<String> rotations;

    @Option(
            names = "--tenant",
            description = "Print the log of the organization's tenant instead; it needs a checkpoint of its own.")
    private boolean tenant;

    @ArgGroup(exclusive = false)
    private @Nullable Filters filters;

    /** How events are written; named as users write it. */
    enum Format {
        jsonl,
        ocsf
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        CheckpointStore store = checkpoint.open(Invocation.of(spec));
        try (OpenAiAdmin admin = client.open();
                AuditTrail trail = builder(admin)
                        .checkpoint(store)
                        .onFailure(failure -> {
                            err.println(PrintableText.line(String.valueOf(failure.getMessage())) + "; trying again");
                            err.flush();
                        })
                        .build()) {
            Thread end = new Thread(trail::close, "openai-admin-audit-end");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                if (follow) {
                    trail.run();
                } else {
                    tell(trail.poll(), err);
                }
            } finally {
                ShutdownHooks.remove(end);
            }
        }
        return ExitCode.DONE;
    }

    private AuditTrail.Builder builder(OpenAiAdmin admin) {
        AuditTrail.Builder builder = AuditTrail.follow(admin)
                .from(time(since, Clock.systemUTC().instant()))
                .to(sink())
                .filter(query -> {
                    if (filters != null) {
                        filters.addTo(query);
                    }
                });
        return tenant ? builder.tenant() : builder;
    }

    private AuditSink sink() {
        AuditFormat lines = format == Format.jsonl ? AuditFormat.jsonLines() : AuditFormat.ocsf(version());
        if (output == null) {
            if (rotations != null) {
                throw new InvalidValueException("--rotate", rotations, "needs --output, because only files rotate");
            }
            return AuditSink.writer(spec.commandLine().getOut(), lines);
        }
        FileSink sink = FileSink.of(output).format(lines);
        for (String rotation : rotations == null ? List.<String>of() : rotations) {
            sink = rotation.strip().equals("daily") ? sink.rotateDaily() : sink.rotateAt(bytes(rotation));
        }
        return sink;
    }

    private OcsfVersion version() {
        return Arrays.stream(OcsfVersion.values())
                .filter(version -> version.toString().equals(ocsfVersion))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "--ocsf-version", ocsfVersion, "must be one of " + List.of(OcsfVersion.values())));
    }

    static long bytes(String size) {
        Matcher parts = SIZE.matcher(size.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new InvalidValueException("--rotate", size, "must be daily, or a size such as 100MB");
        }
        long unit = switch (parts.group(2)) {
            case "B" -> 1L;
            case "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            default -> 1_000_000_000L;
        };
        return Long.parseLong(parts.group(1)) * unit;
    }

    static Instant time(String text, Instant now) {
        String stripped = text.strip();
        try {
            if (stripped.contains("T") && Character.isDigit(stripped.charAt(0))) {
                return Instant.parse(stripped);
            }
            if (stripped.matches("\\d{4}-.*")) {
                return LocalDate.parse(stripped).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            Duration ago = Durations.parse(stripped);
            return now.minus(ago);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new InvalidValueException(
                    "--since", text, "must be a time such as 2026-11-27T08:00:00Z, a day, or a duration such as 7d");
        }
    }

    private void tell(AuditCounters counters, PrintWriter err) {
        if (counters.delivered() == 0) {
            err.println(Invocation.of(spec)
                    .wrapped("There are no new events until " + counters.settledUntil()
                            + ". The log is empty until an owner enables it in the settings of the organization."));
        } else if (output != null) {
            err.println("Events: " + counters.delivered() + ", until " + counters.settledUntil());
        }
        err.flush();
    }

    /** Which events are printed. */
    private static final class Filters {
        @Option(
                names = "--type",
                paramLabel = "TYPE",
                split = ",",
                description = "Only events of types such as api_key.created.")
        private @Nullable List<String> types;

        @Option(names = "--project", paramLabel = "ID", split = ",", description = "Only events of these projects.")
        private @Nullable List<String> projects;

        @Option(
                names = "--actor",
                paramLabel = "ID|EMAIL",
                split = ",",
                description =
                        "Only what these users, service accounts or keys did. Addresses and ids do not go together.")
        private @Nullable List<String> actors;

        @Option(
                names = "--resource",
                paramLabel = "ID",
                split = ",",
                description = "Only what happened to these objects.")
        private @Nullable List<String> resources;

        void addTo(AuditLogsApi.ListQuery.Builder query) {
            if (types != null) {
                query.eventTypes(types.stream().map(AuditLogEventType::new).toList());
            }
            query.projectIds(projects).resourceIds(resources);
            if (actors != null) {
                List<String> emails =
                        actors.stream().filter(actor -> actor.contains("@")).toList();
                if (emails.isEmpty()) {
                    query.actorIds(actors);
                } else if (emails.size() == actors.size()) {
                    query.actorEmails(emails);
                } else {
                    throw new InvalidValueException(
                            "--actor", actors, "must be ids or addresses: the API returns events that match both");
                }
            }
        }
    }
}
