package dev.openaiadmin.governance.killed;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A second process, which runs workflows. A run can be held at a given moment of it: its thread does nothing more, and
 * when the process is killed, the run has ended at this moment. One process holds many runs, so that each moment needs no
 * process of its own.
 */
final class WorkflowProcess implements AutoCloseable {
    static final String DONE = "done";
    static final String HELD = "held";

    private final Process process;
    private final Writer orders;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<String, CompletableFuture<String>> results = new ConcurrentHashMap<>();

    private WorkflowProcess(Process process) {
        this.process = process;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Obeys orders, a line each: a number, the workflow, the moment, the key, the base URL and the folder.
     *
     * @param arguments the class of the journals, and their location
     */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Journals journals = Class.forName(arguments[0])
                .asSubclass(Journals.class)
                .getConstructor(String.class)
                .newInstance(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] parts = order.split("\t");
            threads.execute(() -> out.println(parts[0] + "\t" + result(journals, parts, out)));
        }
        // Without orders, nobody waits for runs that are held.
        Runtime.getRuntime().halt(0);
    }

    private static String result(Journals journals, String[] order, PrintStream out) {
        Runnable hold = () -> {
            out.println(order[0] + "\t" + HELD);
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // A deadline has passed; a process that was killed would not notice.
                }
            }
        };
        try {
            RunSettings settings = new RunSettings(journals, order[3], order[4], Path.of(order[5]));
            Workflow.valueOf(order[1]).run(settings, Integer.parseInt(order[2]), hold);
            return DONE;
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (" + e.getClass() + ")";
        }
    }

    /** Starts a small JVM with the class path of the tests. */
    static WorkflowProcess start(Journals journals) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                WorkflowProcess.class.getName(),
                journals.getClass().getName(),
                journals.location());
        WorkflowProcess started =
                new WorkflowProcess(builder.redirectErrorStream(true).start());
        Thread reader = new Thread(started::read, "results of process " + started.pid());
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void read() {
        StringBuilder other = new StringBuilder();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] parts = line.split("\t", 2);
                CompletableFuture<String> result = parts.length < 2 ? null : results.remove(parts[0]);
                if (result == null) {
                    other.append(line).append('\n');
                } else {
                    result.complete(parts[1]);
                }
            }
        } catch (IOException e) {
            other.append(e);
        }
        results.values()
                .forEach(result ->
                        result.completeExceptionally(new AssertionError("The process has ended, and said: " + other)));
    }

    long pid() {
        return process.pid();
    }

    /**
     * Begins with a workflow.
     *
     * @param moment where the run is held; {@link Workflow#NEVER} for a whole run
     * @return the result: {@link #DONE}, {@link #HELD}, or why the run was refused
     */
    CompletableFuture<String> begin(Workflow workflow, int moment, RunSettings settings) {
        String number = Integer.toString(last.incrementAndGet());
        CompletableFuture<String> result = new CompletableFuture<>();
        results.put(number, result);
        try {
            synchronized (orders) {
                orders.write(String.join(
                                "\t",
                                number,
                                workflow.name(),
                                Integer.toString(moment),
                                settings.adminKey(),
                                settings.baseUrl(),
                                settings.folder().toString())
                        + "\n");
                orders.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Kills the process, and with it the runs that are held. */
    void kill() throws InterruptedException {
        if (!process.destroyForcibly().waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The process did not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
