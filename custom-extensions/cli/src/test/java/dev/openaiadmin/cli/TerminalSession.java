package dev.openaiadmin.cli;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.StandardStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs commands one after the other in one process, which takes less time than a process for each. */
final class TerminalSession {
    private TerminalSession() {}

    /** Runs the command lines of the file that the first argument names. */
    public static void main(String[] arguments) throws IOException {
        StandardStream out = StandardStream.out();
        StandardStream err = StandardStream.err();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            out.writer().println("$ openai-admin " + line);
            out.writer().flush();
            List<String> words = new Transcript.Job(line, "").words();
            int exitCode = OpenAiAdminCommand.run(
                    Invocation.current(), out.writer(), err.writer(), words.toArray(String[]::new));
            if (exitCode != 0) {
                out.writer().println("FAILED " + exitCode);
            }
        }
        out.finish();
        err.finish();
    }
}
