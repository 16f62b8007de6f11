package dev.openaiadmin.cli;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.cli.output.Json;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.InvalidArgumentException;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.NotConfirmedException;
import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.client.PoolExhaustedException;
import dev.openaiadmin.client.RateLimitException;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.client.TimeoutException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells users why a command failed: one paragraph, or JSON where the output is JSON. */
final class ErrorReport {
    private static final String FORMAT = "(-o|--output)(=?)(json|jsonl)";

    /** What messages of the client tell programs to call, and what stands for it on a command line. */
    private static final Map<String, String> METHODS = Map.of(
            "admin.with(options -> options.timeout(...))",
            "--timeout",
            "check the network, or allow more time with connectTimeout(...)",
            "check the network",
            "allow more time with readTimeout(...)",
            "check the network and the proxies on the way",
            "trust others with sslContext(...)",
            "openai-admin doctor tells how to trust others",
            "add a certificate and its key with sslContext(...)",
            "name a key store with the certificate and its key in OPENAI_ADMIN_JAVA_OPTS="
                    + "'-Djavax.net.ssl.keyStore=FILE -Djavax.net.ssl.keyStorePassword=PASSWORD'",
            "of the proxy with ProxySettings.withLogin(...)",
            "of the proxy in HTTPS_PROXY, as http://USER:PASSWORD@HOST:PORT",
            "allowPlainHttp(true) on the builder, or OPENAI_ADMIN_ALLOW_PLAIN_HTTP=true in the environment, allows",
            "OPENAI_ADMIN_ALLOW_PLAIN_HTTP=true in the environment, or allow_plain_http in a profile, allows");

    private final boolean json;
    private final Invocation invocation;

    private ErrorReport(boolean json, Invocation invocation) {
        this.json = json;
        this.invocation = invocation;
    }

    /** Returns the report for a command line, which need not be a valid one. */
    static ErrorReport of(List<String> arguments, Invocation invocation) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean two = i + 1 < arguments.size() && (argument.equals("-o") || argument.equals("--output"));
            if (argument.matches(FORMAT) || (two && arguments.get(i + 1).matches("json|jsonl"))) {
                return new ErrorReport(true, invocation);
            }
        }
        return new ErrorReport(false, invocation);
    }

    /** Writes the failure of a command, and returns the exit code. */
    int write(OpenAiAdminException failure, PrintWriter err) {
        // Messages of workflows have several lines; those of calls quote the API, and are kept on one.
        String message = forCommandLine(String.valueOf(failure.getMessage()));
        String text =
                failure instanceof GovernanceException ? PrintableText.lines(message) : PrintableText.line(message);
        int exitCode = exitCode(failure);
        write(text, exitCode, failure, err);
        return exitCode;
    }

    private static String forCommandLine(String message) {
        String text = message;
        for (Map.Entry<String, String> method : METHODS.entrySet()) {
            text = text.replace(method.getKey(), method.getValue());
        }
        return text;
    }

    /** Writes what is wrong with a command line, and returns the exit code. */
    int writeUsage(String message, PrintWriter err) {
        write(PrintableText.line(message), ExitCode.USAGE, null, err);
        return ExitCode.USAGE;
    }

    private void write(String text, int exitCode, @Nullable OpenAiAdminException failure, PrintWriter err) {
        if (json) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("message", text);
            error.put("exit_code", exitCode);
            if (failure instanceof CallException call) {
                error.put("operation", call.operation());
                error.put("request_id", call.requestId());
                error.put("attempts", call.attempts());
            }
            if (failure instanceof ApiException api) {
                error.put("status", api.status());
                error.put("type", api.type());
                error.put("code", api.code());
                error.put("param", api.param());
            }
            err.println(Json.line(Map.of("error", error)));
        } else {
            err.println(invocation.wrapped(text));
        }
        err.flush();
    }

    private static int exitCode(OpenAiAdminException failure) {
        if (failure instanceof InvalidArgumentException
                || failure instanceof InvalidValueException
                || failure instanceof NotConfirmedException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof AuthenticationException || failure instanceof PermissionException) {
            return ExitCode.NOT_ALLOWED;
        }
        if (failure instanceof NotFoundException) {
            return ExitCode.NOT_FOUND;
        }
        if (failure instanceof OutcomeUnknownException) {
            return ExitCode.OUTCOME_UNKNOWN;
        }
        boolean temporary = failure instanceof RateLimitException
                || failure instanceof ServerException
                || failure instanceof ConnectionException
                || failure instanceof TimeoutException
                || failure instanceof PoolExhaustedException;
        return temporary ? ExitCode.TRY_LATER : ExitCode.ERROR;
    }
}
