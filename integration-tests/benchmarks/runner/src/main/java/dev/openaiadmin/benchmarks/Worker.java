package dev.openaiadmin.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** The process of one subject: does the work that it reads from its standard input, line by line, and says what it took. */
final class Worker {
    private static final String PROJECT = "proj_0000042";
    /** Whoever takes long for a call makes fewer of them. */
    private static final long LONGEST_WORK = TimeUnit.SECONDS.toNanos(3);

    /** Where results go, so that no compiler finds out that nobody wants them. */
    @SuppressWarnings("UnusedVariable")
    private static volatile Object result = "";

    private final Subject subject;
    private final Map<String, Subject.Client> clients = new HashMap<>();

    private Worker(Subject subject) {
        this.subject = subject;
    }

    /** Takes the class of the subject and, for work to be done once, the words of a line. */
    public static void main(String[] arguments) throws Exception {
        Worker worker = new Worker(Class.forName(arguments[0])
                .asSubclass(Subject.class)
                .getDeclaredConstructor()
                .newInstance());
        if (arguments.length > 1) {
            System.out.println(worker.done(Arrays.copyOfRange(arguments, 1, arguments.length)));
            // Some clients leave threads behind.
            System.exit(0);
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(worker.answered(line));
            }
        }
        System.exit(0);
    }

    private String answered(String line) throws Exception {
        try {
            return done(line.split(" ", -1));
        } catch (UnsupportedOperationException e) {
            return "unsupported";
        }
    }

    private String done(String[] work) throws Exception {
        return switch (work[0]) {
            case "first" -> first(work[1]);
            case "retrieve" -> connected(work[1], client -> timed(() -> client.retrieve(PROJECT), work[2]));
            case "create" -> connected(work[1], client -> timed(() -> client.create("payments-prod"), work[2]));
            case "walk" -> connected(work[1], client -> timed(client::walk, work[2]));
            case "load" ->
                connected(
                        work[1],
                        client -> load(
                                client, Integer.parseInt(work[2]), Long.parseLong(work[3]), work[4].equals("virtual")));
            case "load-anew" -> {
                try (Subject.Client client = subject.connect(work[1])) {
                    yield load(client, Integer.parseInt(work[2]), Long.parseLong(work[3]), false);
                }
            }
            case "canned" -> {
                Subject.Client client =
                        clients.computeIfAbsent("canned", canned -> subject.canned(bytes(LoopbackServer.project(42))));
                yield timed(() -> client.retrieve(PROJECT), work[1]);
            }
            case "decode" -> {
                byte[] page = bytes(LoopbackServer.page(0, 1_000));
                yield subject.decodesWithoutCall()
                        ? timed(() -> subject.decode(page), work[1])
                        : decodedByCalls(page, work[1]);
            }
            default -> throw new IllegalArgumentException(work[0]);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One call of a process that has just begun. */
    private String first(String baseUrl) throws IOException {
        Subject.Client client = subject.connect(baseUrl);
        result = client.retrieve(PROJECT);
        return values("kilobytes", Memory.peakKilobytes());
    }

    private interface Work {
        String on(Subject.Client client) throws Exception;
    }

    /** One client for all work at one place, as users have it, so that its connections and its code are warm. */
    private String connected(String baseUrl, Work work) throws Exception {
        return work.on(clients.computeIfAbsent(baseUrl, subject::connect));
    }

    /**
     * Measures a call that reads a page, without a network, and subtracts what is not decoding: a call that reads an empty
     * page, and the copy of the body that is made of a response.
     */
    private String decodedByCalls(byte[] page, String times) throws Exception {
        Subject.Client full = clients.computeIfAbsent("full page", canned -> subject.canned(page));
        Subject.Client empty =
                clients.computeIfAbsent("empty page", canned -> subject.canned(bytes(LoopbackServer.EMPTY_PAGE)));
        int number = Integer.parseInt(times);
        return Cost.of(full::page, number)
                .minus(Cost.of(empty::page, number))
                .minus(Cost.of(page::clone, number))
                .toString();
    }

    private static String timed(Callable<?> call, String times) throws Exception {
        return Cost.of(call, Integer.parseInt(times)).toString();
    }

    /** What a call took: the median of the time, and the means of CPU time and allocated bytes. */
    private record Cost(double nanos, double cpu, double bytes) {
        static Cost of(Callable<?> call, int times) throws Exception {
            long[] nanos = new long[times];
            long bytes = Meter.allocatedBytes();
            long cpu = Meter.cpuNanos();
            long begun = System.nanoTime();
            int done = 0;
            while (done < nanos.length && System.nanoTime() - begun < LONGEST_WORK) {
                long start = System.nanoTime();
                result = call.call();
                nanos[done++] = System.nanoTime() - start;
            }
            cpu = Meter.cpuNanos() - cpu;
            bytes = Meter.allocatedBytes() - bytes;
            Arrays.sort(nanos, 0, done);
            return new Cost(nanos[done / 2], (double) cpu / done, (double) bytes / done);
        }

        Cost minus(Cost other) {
            return new Cost(nanos - other.nanos, cpu - other.cpu, bytes - other.bytes);
        }

        @Override
        public String toString() {
            return values("nanos", nanos, "cpu", cpu, "bytes", bytes);
        }
    }

    private static String load(Subject.Client client, int callers, long millis, boolean virtual) throws Exception {
        LongAdder calls = new LongAdder();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = virtual ? virtualThreads() : Executors.newFixedThreadPool(callers);
        long cpu = Meter.cpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            var unused = threads.submit(() -> {
                while (!over.get()) {
                    client.retrieve(PROJECT);
                    calls.increment();
                }
            });
        }
        TimeUnit.MILLISECONDS.sleep(millis);
        over.set(true);
        long counted = calls.sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        cpu = Meter.cpuNanos() - cpu;
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Calls do not end");
        }
        return values("rate", counted / seconds, "cpu", (double) cpu / counted);
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static String values(Object... namesAndValues) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            line.append(i == 0 ? "" : " ").append(namesAndValues[i]).append('=').append(namesAndValues[i + 1]);
        }
        return line.toString();
    }
}
