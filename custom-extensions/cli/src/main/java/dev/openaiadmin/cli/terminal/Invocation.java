package dev.openaiadmin.cli.terminal;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What surrounds one run of the program. The user object of the root command holds it, so that tests run commands without a
 * process and without the environment of the build.
 *
 * @param environment the variables of the environment
 * @param in standard input
 * @param terminal the terminal that standard output is connected to; null if it is a file or a pipe
 * @param interactive whether a person can answer questions
 */
public record Invocation(
        Map<String, String> environment,
        InputStream in,
        @Nullable Terminal terminal,
        boolean interactive) {
    /** An object that belongs to an invocation: the user object of the root command. */
    public interface Holder {
        /** Returns the invocation. */
        Invocation invocation();
    }

    /** Returns the invocation that a command belongs to. */
    public static Invocation of(CommandSpec command) {
        return command.root().userObject() instanceof Holder holder ? holder.invocation() : current();
    }

    /** Returns that of this process. */
    public static Invocation current() {
        Terminal terminal = Terminal.ofStandardOutput(System.getenv());
        return new Invocation(System.getenv(), System.in, terminal, Terminal.isConsole());
    }

    /** Returns a text whose lines fit the terminal; as it is if there is none. */
    public String wrapped(String text) {
        return terminal == null ? text : terminal.wrap(text);
    }

    /** Returns whether standard output shows colors. */
    public boolean color() {
        return terminal != null && terminal.color();
    }

    /** Returns the value of a variable; null if it is not set, or blank. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns the folder with the settings of the user, whether it exists or not. */
    public Path configurationFolder() {
        String folder = variable("XDG_CONFIG_HOME");
        return (folder == null ? home().resolve(".config") : Path.of(folder)).resolve("openai-admin");
    }

    /** Returns the home folder of the user. */
    public Path home() {
        String home = variable("HOME");
        return Path.of(home == null ? System.getProperty("user.home", ".") : home);
    }
}
