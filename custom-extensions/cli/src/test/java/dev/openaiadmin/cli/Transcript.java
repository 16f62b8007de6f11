package dev.openaiadmin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jobs that the README shows: each with its words and what it prints. */
record Transcript(List<Job> jobs) {
    private static final Pattern BLOCK =
            Pattern.compile("^```console\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String PROMPT = "$ openai-admin ";

    /**
     * A job.
     *
     * @param line the command line as a shell reads it, without the name of the program
     * @param output what is printed, where three dots stand for anything
     */
    record Job(String line, String output) {
        List<String> words() {
            List<String> words = new ArrayList<>();
            Matcher matcher = WORD.matcher(line);
            while (matcher.find()) {
                words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            }
            return words;
        }

        Pattern expected() {
            return Pattern.compile("\\Q" + output.replace("...", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
        }
    }

    static Transcript ofReadme() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
        if (!block.find()) {
            throw new AssertionError("The README has no transcript");
        }
        List<Job> jobs = new ArrayList<>();
        for (String line : block.group(1).lines().toList()) {
            if (line.startsWith(PROMPT)) {
                jobs.add(new Job(line.substring(PROMPT.length()), ""));
            } else {
                Job job = jobs.remove(jobs.size() - 1);
                jobs.add(new Job(job.line(), job.output() + line + "\n"));
            }
        }
        return new Transcript(jobs);
    }

    /** Returns the jobs as a script for a shell in which openai-admin is a command. */
    String script() {
        StringBuilder script = new StringBuilder();
        jobs.forEach(
                job -> script.append(PROMPT.substring(2)).append(job.line()).append(" || echo FAILED $?\n"));
        return script.toString();
    }
}
