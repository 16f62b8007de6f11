package dev.openaiadmin.cli;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.Terminal;
import dev.openaiadmin.testkit.InMemoryOrganization;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs commands in this process, with an environment of their own. */
public final class Cli {
    private static final Pattern SECRET = Pattern.compile("sk-[a-z]+-[A-Za-z0-9_-]{6}");

    private final Map<String, String> environment = new HashMap<>();
    private String in = "";
    private @Nullable Terminal terminal;
    private boolean interactive;

    private Cli() {}

    /** Commands that use an organization and see no file of the user. */
    public static Cli on(InMemoryOrganization organization, Path home) {
        Cli cli = new Cli();
        cli.environment.put("OPENAI_ADMIN_KEY", organization.adminKey());
        cli.environment.put("OPENAI_BASE_URL", organization.baseUrl());
        cli.environment.put("HOME", home.toString());
        return cli;
    }

    /** Returns whether a text has a secret; assertions that show the text would print it. */
    public static boolean hasSecret(String text) {
        return SECRET.matcher(text).find();
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Cli without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Standard output is a terminal of this width. */
    Cli onTerminal(int width, boolean color) {
        terminal = new Terminal(width, color);
        return this;
    }

    /** Somebody answers questions. */
    Cli answering(String text) {
        interactive = true;
        return reading(text);
    }

    Cli reading(String text) {
        in = text;
        return this;
    }

    /** How a command has ended. */
    public record Ended(int exitCode, String out, String err) {}

    public Ended run(List<String> arguments) {
        return run(arguments.toArray(String[]::new));
    }

    public Ended run(String... arguments) {
        Invocation invocation = new Invocation(
                Map.copyOf(environment),
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                terminal,
                interactive);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = OpenAiAdminCommand.run(invocation, new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }
}
