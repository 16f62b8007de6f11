package dev.openaiadmin.cli;

import dev.openaiadmin.testkit.InMemoryOrganization;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A person at a terminal who runs commands and answers each question with yes. */
final class PseudoTerminal {
    /** The columns of the terminal, so few that tables are cut. */
    static final int WIDTH = 60;

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String QUESTION = "[y/N] ";

    private final Path folder;
    private final InMemoryOrganization organization;

    private PseudoTerminal(Path folder, InMemoryOrganization organization) {
        this.folder = folder;
        this.organization = organization;
    }

    static boolean isAvailable() {
        return Files.isExecutable(SCRIPT) && System.getProperty("os.name").equals("Linux");
    }

    /** Returns a terminal whose shell is in a folder. */
    static PseudoTerminal of(Path folder, InMemoryOrganization organization) {
        return new PseudoTerminal(folder, organization);
    }

    /** Runs the jobs without {@code --yes}, and returns what the terminal shows of each. */
    List<String> run(Transcript transcript) throws IOException, InterruptedException {
        Path jobs = folder.resolve("jobs");
        Files.write(
                jobs,
                transcript.jobs().stream()
                        .map(job -> job.line().replace(" --yes", ""))
                        .toList());
        ProcessBuilder program = ProgramProcess.builder(folder, organization);
        List<String> words = new ArrayList<>(program.command());
        words.set(words.indexOf(OpenAiAdminCommand.class.getName()), TerminalSession.class.getName());
        words.add(jobs.toString());
        program.command(
                SCRIPT.toString(),
                "-qec",
                "stty cols " + WIDTH + "; exec '" + String.join("' '", words) + "'",
                "/dev/null");
        program.environment().keySet().removeAll(List.of("NO_COLOR", "COLUMNS"));
        program.environment().put("TERM", "xterm-256color");
        program.environment().put("HOME", folder.toString());
        program.environment().put("LC_ALL", "C.UTF-8");
        Process process = program.start();
        String shown = converse(process);
        if (process.waitFor() != 0) {
            throw new AssertionError("The session has failed: " + shown);
        }
        String[] screens = shown.replace("\r", "").split("(?m)^\\$ openai-admin .*\n", -1);
        return Arrays.asList(screens).subList(1, screens.length);
    }

    private static String converse(Process process) throws IOException {
        StringBuilder shown = new StringBuilder();
        byte[] bytes = new byte[8192];
        int answered = 0;
        try (InputStream in = process.getInputStream();
                OutputStream keyboard = process.getOutputStream()) {
            // One byte is one character until the text is complete.
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                shown.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                int question = shown.indexOf(QUESTION, answered);
                if (question >= 0) {
                    answered = question + QUESTION.length();
                    keyboard.write("y\n".getBytes(StandardCharsets.US_ASCII));
                    keyboard.flush();
                }
            }
        }
        return new String(shown.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
