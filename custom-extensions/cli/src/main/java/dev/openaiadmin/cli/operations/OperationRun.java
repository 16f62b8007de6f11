package dev.openaiadmin.cli.operations;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.cli.output.Json;
import dev.openaiadmin.cli.output.OutputOptions;
import dev.openaiadmin.cli.output.Query;
import dev.openaiadmin.cli.output.ResultWriter;
import dev.openaiadmin.cli.output.Shape;
import dev.openaiadmin.cli.secrets.SecretOptions;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.Confirmation;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.InvalidArgumentException;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StopNotice;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One run of the command of an operation: from arguments to a request, and from the response to the output. */
final class OperationRun {
    private final DescribedCommand described;
    private final CommandSpec command;
    private final ClientOptions client;
    private final OutputOptions output;
    private final SecretOptions secrets;
    private final Confirmation confirmation;
    private final Invocation invocation;
    private final OperationProgress progress;
    /** The names that were given for ids. */
    private final Map<String, String> names = new HashMap<>();

    OperationRun(
            DescribedCommand described,
            CommandSpec command,
            ClientOptions client,
            OutputOptions output,
            SecretOptions secrets,
            Confirmation confirmation) {
        this.described = described;
        this.command = command;
        this.client = client;
        this.output = output;
        this.secrets = secrets;
        this.confirmation = confirmation;
        this.invocation = Invocation.of(command);
        this.progress = new OperationProgress(described, client.changes());
    }

    int run() {
        Query filter = output.filter();
        Map<Argument, List<String>> given = new GivenArguments(described, command).byArgument();
        boolean dryRun = flag("--dry-run");
        if (!described.secrets().isEmpty() && !dryRun) {
            requireSink();
        }
        if (described.changes() && !dryRun) {
            client.requireChangesAllowed(described.words());
            confirmation.requireAnswer(described.words(), invocation);
        }
        try (OpenAiAdmin admin = client.open()) {
            ApiCaller api = new ApiCaller(admin.executor());
            return StopNotice.during(err(), progress::stopped, () -> {
                ApiCaller.Request request = request(given, new NameLookup(api));
                if (dryRun) {
                    print(request);
                    return ExitCode.DONE;
                }
                if (described.changes()) {
                    confirmation.ask(summary(request), question(request), invocation, err());
                }
                progress.sends(request);
                return send(api, request, filter);
            });
        }
    }

    private void requireSink() {
        if (!secrets.isGiven()) {
            throw new InvalidArgumentException(
                    "The response has a secret that is shown only once. Say where it goes with"
                            + " --secret-file, --secret-command or --show-secret; nothing was sent");
        }
        secrets.prepare();
    }

    private ApiCaller.Request request(Map<Argument, List<String>> given, NameLookup lookup) {
        List<String> path = new ArrayList<>();
        Map<String, Object> query = new LinkedHashMap<>();
        RequestBody body = new RequestBody();
        String file = (String) value("--body");
        if (file != null) {
            body.addFile(file, invocation.in());
        }
        for (Argument argument : described.arguments()) {
            List<String> texts = given.get(argument);
            if (texts == null) {
                requireUnlessInBody(argument, body);
                continue;
            }
            List<Object> values = new ArrayList<>();
            for (String text : texts) {
                Object parsed = argument.parse(text);
                String id = argument.lookup() == null ? null : lookup.id(argument, text);
                if (id != null && !text.endsWith(id)) {
                    names.put(id, text);
                }
                values.add(id == null ? parsed : id);
            }
            argument.checkSize(values.size());
            Object value = argument.isList() ? values : values.get(0);
            if (!argument.isList()) {
                lookup.know(argument, String.valueOf(value));
            }
            if (argument.isInPath()) {
                path.add(String.valueOf(value));
            } else if (argument.isInQuery()) {
                query.put(argument.name(), value);
            } else {
                body.set(argument.path(), value);
            }
        }
        for (Argument argument : described.arguments()) {
            if (argument.isClearable() && flag(OperationCommand.clearOption(argument))) {
                body.set(argument.path(), null);
            }
        }
        assignments().forEach(body::set);
        addPageSize(query);
        return new ApiCaller.Request(
                described.operationId(),
                described.retry(),
                described.method(),
                described.path(),
                inOrderOfPath(path),
                query,
                described.hasBody() ? BodyRules.completed(described.body(), body.fields()) : null);
    }

    /** The description lists the parameters of a path in its order. */
    private List<String> inOrderOfPath(List<String> values) {
        List<String> names = described.arguments().stream()
                .filter(Argument::isInPath)
                .map(Argument::name)
                .toList();
        List<String> ordered = new ArrayList<>();
        for (String name : ApiPath.parameters(described.path())) {
            ordered.add(values.get(names.indexOf(name)));
        }
        return ordered;
    }

    private void requireUnlessInBody(Argument argument, RequestBody body) {
        if (!argument.isRequired() && !argument.isInPath()) {
            return;
        }
        boolean elsewhere = argument.isInBody()
                && (body.has(argument.path())
                        || assignments().stream()
                                .anyMatch(set -> set.startsWith(argument.path().get(0))));
        if (!elsewhere) {
            throw new InvalidArgumentException(
                    argument.label() + " is missing: give it in the order of the help, or by " + argument.option());
        }
    }

    /** A short list needs only a short page, and a long one the largest pages. */
    private void addPageSize(Map<String, Object> query) {
        Long most = described.mostPerPage();
        Long limit = (Long) value("--limit");
        boolean buckets = described.rows() != null;
        if (described.isList() && most != null && !buckets && !query.containsKey("limit")) {
            query.put("limit", limit == null ? most : Math.max(1, Math.min(most, limit)));
        }
    }

    private int send(ApiCaller api, ApiCaller.Request request, @Nullable Query filter) {
        boolean list = described.isList();
        if (filter != null) {
            Object result = list ? collected(api, request) : single(api, request);
            progress.done();
            writeFiltered(filter.search(result));
            return ExitCode.DONE;
        }
        Shape shape = new Shape(list, described.columns(), false, described.times(), described.rows());
        if (!list) {
            Object result = single(api, request);
            progress.done();
            try (ResultWriter writer = open(shape)) {
                writer.write(result);
            }
            return ExitCode.DONE;
        }
        try (ResultWriter writer = open(shape)) {
            each(api, request, item -> {
                writer.write(item);
                return !writer.isClosed();
            });
            writer.complete();
        }
        return ExitCode.DONE;
    }

    private ResultWriter open(Shape shape) {
        return output.open(command.commandLine().getOut(), invocation, client.profile(), shape);
    }

    private Object single(ApiCaller api, ApiCaller.Request request) {
        if (described.retry() == RetryRule.DELETE && described.isDeletion()) {
            return api.delete(request);
        }
        Object result = api.call(request);
        return described.secrets().isEmpty() ? result : withoutSecrets(result);
    }

    private Object withoutSecrets(Object result) {
        Object shown = result;
        for (String path : described.secrets()) {
            Object secret = Secrets.at(result, path);
            if (secret instanceof String text) {
                secrets.store(
                        text,
                        PrintableText.line(
                                described.resource() + " " + Fields.of(result).text("id")));
                shown = secrets.isShown() ? shown : Secrets.masked(shown, path);
            }
        }
        return shown;
    }

    private List<@Nullable Object> collected(ApiCaller api, ApiCaller.Request request) {
        List<@Nullable Object> all = new ArrayList<>();
        each(api, request, all::add);
        return all;
    }

    private void each(ApiCaller api, ApiCaller.Request request, Predicate<@Nullable Object> consumer) {
        Long limit = (Long) value("--limit");
        long[] left = {limit == null ? Long.MAX_VALUE : limit};
        if (left[0] <= 0) {
            throw new InvalidArgumentException("--limit must be at least 1");
        }
        api.list(request, described.cursor(), described.next(), item -> consumer.test(item) && --left[0] > 0);
    }

    private void writeFiltered(@Nullable Object result) {
        boolean list = result instanceof List;
        try (ResultWriter writer = open(new Shape(list, List.of(), false, described.times(), null))) {
            if (result instanceof List<?> items) {
                items.forEach(writer::write);
                writer.complete();
            } else {
                writer.write(result);
            }
        }
    }

    /** Prints what would be sent. There is no key in it. */
    private void print(ApiCaller.Request request) {
        Map<String, @Nullable Object> printed = new LinkedHashMap<>();
        printed.put("operation", request.operation());
        printed.put("method", request.method());
        printed.put("path", ApiPath.expanded(request.path(), request.pathParameters()));
        if (!request.query().isEmpty()) {
            printed.put("query", request.query());
        }
        if (request.body() != null) {
            printed.put("body", request.body());
        }
        PrintWriter out = command.commandLine().getOut();
        out.println(Json.lines(printed));
        out.flush();
    }

    private List<String> summary(ApiCaller.Request request) {
        List<String> lines = new ArrayList<>();
        lines.add(request.method() + " " + ApiPath.expanded(request.path(), request.pathParameters()) + " in "
                + client.target());
        if (described.isPermanent()) {
            lines.add("This is permanent and cannot be undone.");
        }
        return lines;
    }

    private String question(ApiCaller.Request request) {
        StringBuilder words = new StringBuilder(described.words());
        for (String id : request.pathParameters()) {
            String name = names.get(id);
            words.append(' ').append(PrintableText.line(name == null ? id : name + " (" + id + ")"));
        }
        return "Run '" + words + "'?";
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }

    private boolean flag(String name) {
        return Boolean.TRUE.equals(value(name));
    }

    private List<String> assignments() {
        return value("--set") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private @Nullable Object value(String name) {
        OptionSpec option = command.findOption(name);
        return option == null ? null : option.getValue();
    }
}
