package dev.openaiadmin.governance.killed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a workflow in a JVM of its own, and ends it at a given moment. */
final class KilledProcess {
    private static final String BEGINS = "begins";

    private KilledProcess() {}

    /** The key comes in {@code OPENAI_ADMIN_KEY}; the arguments are workflow, base URL, folder, and moment. */
    public static void main(String[] arguments) {
        System.out.println(BEGINS);
        Workflow.valueOf(arguments[0])
                .run(
                        System.getenv("OPENAI_ADMIN_KEY"),
                        arguments[1],
                        Path.of(arguments[2]),
                        Integer.parseInt(arguments[3]));
    }

    /**
     * Starts a process.
     *
     * @param meanwhile called when the process begins with the workflow
     * @return its exit code
     */
    static int run(Workflow workflow, String key, String baseUrl, Path folder, int momentsToLive, Runnable meanwhile)
            throws IOException, InterruptedException {
        Process process = start(
                KilledProcess.class, key, workflow.name(), baseUrl, folder.toString(), Integer.toString(momentsToLive));
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (!BEGINS.equals(line)) {
                throw new AssertionError("The process did not begin, and said " + line);
            }
            meanwhile.run();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The process did not end");
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a small JVM with the class path of the tests. */
    static Process start(Class<?> program, String key, String... arguments) throws IOException {
        String[] command = new String[7 + arguments.length];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command[1] = "-XX:TieredStopAtLevel=1";
        command[2] = "-XX:+UseSerialGC";
        command[3] = "-Xmx48m";
        command[4] = "-cp";
        command[5] = System.getProperty("java.class.path");
        command[6] = program.getName();
        System.arraycopy(arguments, 0, command, 7, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OPENAI_ADMIN_KEY", key);
        return builder.redirectErrorStream(true).start();
    }
}
