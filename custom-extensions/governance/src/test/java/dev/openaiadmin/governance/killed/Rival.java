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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A second process, which runs the same workflows at the same time; it is warm, and so as fast as the first one. */
final class Rival implements AutoCloseable {
    private static final String DONE = "done";

    private final Process process;
    private final Writer orders;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<String, CompletableFuture<String>> results = new ConcurrentHashMap<>();

    private Rival(Process process) {
        this.process = process;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Obeys orders, a line each: a number, the workflow, the key, the base URL and the folder. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] parts = order.split("\t");
            threads.execute(() -> out.println(parts[0] + "\t" + result(parts)));
        }
        threads.shutdown();
    }

    private static String result(String[] order) {
        try {
            Workflow.valueOf(order[1]).run(order[2], order[3], Path.of(order[4]), Workflow.PLENTY);
            return DONE;
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (" + e.getClass() + ")";
        }
    }

    static Rival start() throws IOException {
        Rival rival = new Rival(KilledProcess.start(Rival.class, "none"));
        Thread reader = new Thread(rival::read, "rival");
        reader.setDaemon(true);
        reader.start();
        return rival;
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] parts = line.split("\t", 2);
                CompletableFuture<String> result = results.remove(parts[0]);
                if (result != null) {
                    result.complete(parts[1]);
                }
            }
        } catch (IOException e) {
            results.values().forEach(result -> result.completeExceptionally(e));
        }
    }

    /** Begins with a workflow; the result says {@code done}, or why it was refused. */
    CompletableFuture<String> begin(Workflow workflow, String key, String baseUrl, Path folder) {
        String number = Integer.toString(last.incrementAndGet());
        CompletableFuture<String> result = new CompletableFuture<>();
        results.put(number, result);
        try {
            synchronized (orders) {
                orders.write(String.join("\t", number, workflow.name(), key, baseUrl, folder.toString()) + "\n");
                orders.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
