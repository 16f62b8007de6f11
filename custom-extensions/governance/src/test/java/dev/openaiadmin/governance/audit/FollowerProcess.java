package dev.openaiadmin.governance.audit;

import dev.openaiadmin.client.OpenAiAdmin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A second process with many followers, each of which is held at another moment: before or after an event, a commit of the
 * sink, or a checkpoint. When the process is killed, each of them has ended at its moment.
 */
final class FollowerProcess {
    static final int NEVER = 0;
    private static final Instant BEGINNING = Instant.parse("2031-01-01T00:00:00Z");

    private FollowerProcess() {}

    /** Holds followers until the process is killed; the arguments are the base URL, the folder and the number of moments. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int moment = 1; moment <= Integer.parseInt(arguments[2]); moment++) {
            int number = moment;
            threads.execute(() -> {
                Path folder = Path.of(arguments[1], Integer.toString(number));
                follow(arguments[0], folder, number, () -> {
                    out.println("held");
                    hold();
                });
            });
        }
        new CountDownLatch(1).await();
    }

    /** Starts a process, waits until all of its followers are held, and kills it. */
    static void killAt(String baseUrl, Path folder, int moments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FollowerProcess.class.getName(),
                        baseUrl,
                        folder.toString(),
                        Integer.toString(moments))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int held = 0; held < moments; held++) {
                String line = out.readLine();
                if (!"held".equals(line)) {
                    throw new AssertionError("A follower was not held; the process said: " + line);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The process did not end");
        }
    }

    /**
     * Delivers what is in the log to a file.
     *
     * @param stopAt the number of a moment, from 1
     * @param stop called at this moment
     * @return the number of moments
     */
    static int follow(String baseUrl, Path folder, int stopAt, Runnable stop) {
        AtomicInteger moments = new AtomicInteger();
        Runnable moment = () -> {
            if (moments.incrementAndGet() == stopAt) {
                stop.run();
            }
        };
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CheckpointStore checkpoint = CheckpointStore.file(folder.resolve("checkpoint"));
        FileSink file = FileSink.of(folder.resolve("audit.jsonl")).rotateAt(1_000);
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey(FaultyAuditLog.KEY)
                        .baseUrl(baseUrl)
                        .build();
                AuditTrail trail = AuditTrail.follow(admin)
                        .from(BEGINNING)
                        .batch(4)
                        .checkpoint(new CheckpointStore() {
                            @Override
                            public Optional<Checkpoint> load() {
                                moment.run();
                                return checkpoint.load();
                            }

                            @Override
                            public void save(
                                    AuditSource source, AuditProgress progress, Map<String, Instant> delivered) {
                                moment.run();
                                checkpoint.save(source, progress, delivered);
                                moment.run();
                            }

                            @Override
                            public Lock lock(String holder) {
                                return checkpoint.lock(holder);
                            }
                        })
                        .to(new AuditSink() {
                            @Override
                            public @Nullable String open(@Nullable String position) throws IOException {
                                String opened = file.open(position);
                                moment.run();
                                return opened;
                            }

                            @Override
                            public void accept(AuditEvent event) throws IOException {
                                file.accept(event);
                                moment.run();
                            }

                            @Override
                            public @Nullable String commit() throws IOException {
                                String position = file.commit();
                                moment.run();
                                return position;
                            }

                            @Override
                            public void close() throws IOException {
                                file.close();
                            }
                        })
                        .time(() -> BEGINNING.plusSeconds(7_200), wait -> {})
                        .build()) {
            trail.poll();
        }
        return moments.get();
    }

    private static void hold() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // A process that was killed would not notice.
            }
        }
    }
}
