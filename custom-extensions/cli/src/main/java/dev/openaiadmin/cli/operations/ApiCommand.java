package dev.openaiadmin.cli.operations;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.cli.output.OutputOptions;
import dev.openaiadmin.cli.output.Query;
import dev.openaiadmin.cli.output.ResultWriter;
import dev.openaiadmin.cli.output.Shape;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a request to any path of the API. */
@Command(
        name = "api",
        description = {
            "Sends a request to a path of the API, also one that this program does not know.",
            "",
            "The key, retries and rate limits are those of the other commands. A request that changes something is never"
                    + " sent twice."
        },
        footerHeading = "%nExample:%n",
        footer = "  openai-admin api GET /organization/projects --query limit=5")
public final class ApiCommand implements Callable<Integer> {
    /** No braces, which name parameters, and no dots that lead out of the base URL. */
    private static final Pattern PATH = Pattern.compile("(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._~%!$&'()*+,;=:@/-]*");

    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "METHOD", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private Method method;

    @Parameters(index = "1", paramLabel = "PATH", description = "The path below the base URL.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private String path;

    @Option(names = "--query", paramLabel = "NAME=VALUE", description = "A query parameter; can be repeated.")
    private List<String> query = List.of();

    @Option(names = "--body", paramLabel = "FILE", description = "The request in JSON or YAML; - is standard input.")
    private @Nullable String body;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "Sets a field of the request, such as a.b=c; the value is JSON or a text.")
    private List<String> assignments = List.of();

    @Option(
            names = "--all-pages",
            paramLabel = "CURSOR",
            arity = "0..1",
            fallbackValue = "after",
            description = "Follow all pages by last_id, or by next_page if CURSOR is page.")
    private @Nullable String cursor;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Confirmation confirmation;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private OutputOptions output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    /** The methods of the API. */
    enum Method {
        GET,
        POST,
        DELETE
    }

    @Override
    public Integer call() {
        if (!PATH.matcher(path).matches()) {
            throw new InvalidArgumentException("PATH: '" + PrintableText.line(path)
                    + "' must be a path such as /organization/projects, without the base URL; use --query for"
                    + " parameters");
        }
        Query filter = output.filter();
        RequestBody request = new RequestBody();
        Invocation invocation = Invocation.of(spec);
        if (body != null) {
            request.addFile(body, invocation.in());
        }
        assignments.forEach(request::set);
        PrintWriter err = spec.commandLine().getErr();
        if (method != Method.GET) {
            String words = "api " + method + " " + path;
            client.requireChangesAllowed(words);
            confirmation.requireAnswer(words, invocation);
            confirmation.ask(
                    List.of(method + " " + path + " in " + client.target()), "Run '" + words + "'?", invocation, err);
        }
        try (OpenAiAdmin admin = client.open()) {
            return StopNotice.during(
                    err, this::stopped, () -> send(new ApiCaller(admin.executor()), request, filter, invocation));
        }
    }

    private String stopped() {
        if (method == Method.GET) {
            return "the output is incomplete.";
        }
        return client.changes().isEmpty()
                ? "nothing was changed."
                : method + " " + path + " was sent, and can have been carried out. Look before you repeat it.";
    }

    private Map<String, Object> queryParameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String parameter : query) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new InvalidArgumentException(
                        "--query: '" + PrintableText.line(parameter) + "' must be a name and a value, such as limit=5");
            }
            String name = parameter.substring(0, equals);
            List<Object> values = new ArrayList<>();
            if (parameters.get(name) instanceof List<?> known) {
                values.addAll(known);
            }
            values.add(parameter.substring(equals + 1));
            parameters.put(name, values);
        }
        return parameters;
    }

    private int send(ApiCaller api, RequestBody request, @Nullable Query filter, Invocation invocation) {
        ApiCaller.Request call = new ApiCaller.Request(
                "api",
                method == Method.GET ? RetryRule.READ : RetryRule.CREATE,
                method.name(),
                path,
                List.of(),
                queryParameters(),
                request.isEmpty() ? null : request.fields());
        boolean list = cursor != null && filter == null;
        try (ResultWriter writer =
                output.open(spec.commandLine().getOut(), invocation, client.profile(), Shape.UNKNOWN.asList(list))) {
            if (cursor == null) {
                Object result = method == Method.DELETE ? api.delete(call) : api.call(call);
                writer.write(filter == null ? result : filter.search(result));
            } else {
                List<@Nullable Object> all = new ArrayList<>();
                api.list(call, cursor, cursor.equals("page") ? "next_page" : "last_id", item -> {
                    if (filter != null) {
                        return all.add(item);
                    }
                    writer.write(item);
                    return !writer.isClosed();
                });
                if (filter != null) {
                    writer.write(filter.search(all));
                }
            }
            writer.complete();
        }
        return ExitCode.DONE;
    }
}
