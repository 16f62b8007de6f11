package dev.openaiadmin.cli.terminal;

import java.util.List;
import java.util.Locale;

/** Runs a command line that the user has written, with the shell of the system. */
public final class ShellCommand {
    private ShellCommand() {}

    /** Returns a process to start, whose error messages the user sees. */
    public static ProcessBuilder of(String command) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return new ProcessBuilder(windows ? List.of("cmd", "/c", command) : List.of("/bin/sh", "-c", command))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
