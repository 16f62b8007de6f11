package dev.openaiadmin.benchmarks;

import dev.openaiadmin.benchmarks.JavaVm.Start;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the comparison: the same work for each subject in turns, round by round. Writes {@code report.md},
 * {@code report.json} and {@code growth.svg}.
 */
public final class Benchmarks {

    /** Between two turns: compilers of the subject before may still be at work on the core that is shared. */
    private static final long SETTLING_MILLIS = 300;

    private final Path runner;
    private final List<SubjectFiles> subjects;
    /** All but those that are there for their start alone. */
    private final List<SubjectFiles> compared;

    private final Effort effort;
    private final Results results = new Results();

    private Benchmarks(Path runner, List<SubjectFiles> subjects, Effort effort) {
        this.runner = runner;
        this.subjects = subjects;
        this.compared = subjects.stream()
                .filter(subject -> !subject.name().equals(Figure.FEW_OPERATIONS))
                .toList();
        this.effort = effort;
    }

    /** How much of each work, and how often. */
    private record Effort(
            int rounds, int calls, int warmUp, long loadMillis, int coldStarts, int firstWalks, int largest) {
        static final Effort FULL = new Effort(9, 7_000, 100_000, 800, 15, 15, 1_000_000);
        static final Effort SHORT = new Effort(4, 5_000, 50_000, 600, 5, 3, 100_000);
    }

    /**
     * Runs the comparison.
     *
     * @param arguments {@code --short} for five minutes instead of ten; names of parts, for some of them only
     * @throws Exception when a process fails
     */
    public static void main(String[] arguments) throws Exception {
        Path runner = Path.of(
                Objects.requireNonNull(Benchmarks.class.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .toURI());
        Path module = runner.resolve("../..").normalize();
        List<SubjectFiles> subjects = new ArrayList<>();
        for (String name : List.of(
                "openai-admin",
                "openai-java",
                "plain-feign",
                "jdk-http-client",
                "bare-socket",
                Figure.FEW_OPERATIONS)) {
            Path folder = module.resolveSibling("subjects").resolve(name);
            if (Files.isDirectory(folder)) {
                subjects.add(SubjectFiles.in(folder, runner));
            }
        }
        List<String> parts = new ArrayList<>(List.of(arguments));
        boolean quick = parts.remove("--short");
        Benchmarks benchmarks = new Benchmarks(runner, subjects, quick ? Effort.SHORT : Effort.FULL);
        benchmarks.run(parts);
        Path folder = Files.createDirectories(module.resolve("target/report"));
        new Report(benchmarks.results).writeTo(folder);
        System.out.println(Files.readString(folder.resolve("report.md")));
        System.out.println("Written to " + folder);
    }

    private void run(List<String> chosen) throws Exception {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("files", this::files);
        parts.put("calls", () -> inTurns(Start.usual().onOneCore(), this::calls));
        parts.put("load", () -> inTurns(Start.usual(), this::load));
        parts.put("tls", this::tls);
        parts.put("offline", () -> inTurns(Start.usual().onOneCore(), this::offline));
        parts.put("walks", () -> inTurns(Start.usual().onOneCore(), this::walks));
        parts.put("first-walks", this::firstWalks);
        parts.put("cold", this::coldStarts);
        parts.put("heap", this::smallestHeap);
        parts.put("virtual", this::virtualThreads);
        parts.keySet().retainAll(chosen.isEmpty() ? List.copyOf(parts.keySet()) : chosen);
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            System.err.print(part.getKey() + " ");
            long began = System.nanoTime();
            part.getValue().run();
            System.err.println(" " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s");
        }
    }

    private interface Part {
        void run() throws Exception;
    }

    private void virtualThreads() throws Exception {
        Path jdk25 = Machine.jdk25();
        if (jdk25 == null) {
            System.err.print("are skipped without a JDK 25; -Djdk25=... says where one is");
        } else {
            inTurns(Start.usual().on(jdk25), this::virtual);
        }
    }

    private void files() throws IOException {
        for (SubjectFiles subject : compared) {
            results.add("jars count", subject.name(), subject.libraries().size());
            results.add("jars megabytes", subject.name(), subject.megabytes());
        }
    }

    /** Work of one round. */
    private interface Work {
        void on(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws Exception;
    }

    private record Server(JavaVm vm, String scheme, int port) implements AutoCloseable {
        String at(int delayMillis, int projects) {
            return scheme + "://127.0.0.1:" + port + "/" + delayMillis + "ms/" + projects + "/v1";
        }

        long connections() throws IOException {
            URL url = URI.create("http://127.0.0.1:" + port + "/connections").toURL();
            try (var answer = url.openStream()) {
                return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void close() {
            vm.close();
        }
    }

    private Server server(Start start) throws IOException {
        return server(start, null);
    }

    private Server server(Start start, @Nullable TlsIdentity tls) throws IOException {
        String[] arguments =
                tls == null ? new String[0] : new String[] {tls.file().toString()};
        JavaVm vm = start.run(runner.toString(), LoopbackServer.class, arguments);
        return new Server(vm, tls == null ? "http" : "https", Integer.parseInt(Objects.requireNonNull(vm.line())));
    }

    private void inTurns(Start start, Work work) throws Exception {
        try (Server server = server(start)) {
            inTurns(start, server, compared, work);
        }
    }

    /** The processes of all subjects live at the same time, and work one after the other. */
    private void inTurns(Start start, Server server, List<SubjectFiles> subjects, Work work) throws Exception {
        Map<SubjectFiles, JavaVm> vms = new LinkedHashMap<>();
        try {
            for (SubjectFiles subject : subjects) {
                vms.put(subject, start.run(subject.classPath(), Worker.class, subject.className()));
            }
            for (int round = 0; round <= effort.rounds(); round++) {
                for (Map.Entry<SubjectFiles, JavaVm> each : vms.entrySet()) {
                    Thread.sleep(SETTLING_MILLIS);
                    work.on(each.getKey(), each.getValue(), server, round == 0);
                }
                System.err.print('.');
            }
        } finally {
            vms.values().forEach(JavaVm::close);
        }
    }

    private void calls(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws IOException {
        for (String call : List.of("retrieve", "create")) {
            Map<String, Double> took =
                    vm.done(call + " " + server.at(0, 0) + " " + (warmUp ? effort.warmUp() : effort.calls()));
            if (!warmUp) {
                results.addAll(call, subject.name(), took);
            }
        }
    }

    private void load(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws IOException {
        for (int callers : List.of(8, 64)) {
            Map<String, Double> took =
                    vm.done("load " + server.at(0, 0) + " " + callers + " " + effort.loadMillis() + " platform");
            if (!warmUp) {
                results.addAll("load-" + callers, subject.name(), took);
            }
        }
        long before = server.connections();
        vm.done("load-anew " + server.at(20, 0) + " 64 " + effort.loadMillis() / 2);
        // What is asked for the number takes one itself.
        double opened = server.connections() - before - 1.0;
        if (!warmUp) {
            results.add("connections count", subject.name(), opened);
        }
    }

    private void tls() throws Exception {
        List<SubjectFiles> both = subjects.stream()
                .filter(subject -> List.of(Figure.OURS, Figure.OFFICIAL).contains(subject.name()))
                .toList();
        Path folder = Files.createTempDirectory("benchmark-tls");
        TlsIdentity identity = TlsIdentity.create(folder);
        Start one = Start.usual().onOneCore().and(identity.trustOptions());
        try (Server server = server(one, identity)) {
            inTurns(one, server, both, this::tlsCalls);
        }
        Start many = Start.usual().and(identity.trustOptions());
        try (Server server = server(many, identity)) {
            inTurns(many, server, both, this::tlsLoad);
        }
        for (Path file : List.of(identity.file(), folder.resolve("keytool.log"), folder)) {
            Files.deleteIfExists(file);
        }
    }

    private void tlsCalls(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws IOException {
        Map<String, Double> took =
                vm.done("retrieve " + server.at(0, 0) + " " + (warmUp ? effort.warmUp() : effort.calls()));
        if (!warmUp) {
            results.addAll("tls-retrieve", subject.name(), took);
        }
    }

    private void tlsLoad(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws IOException {
        Map<String, Double> took = vm.done("load " + server.at(0, 0) + " 64 " + effort.loadMillis() + " platform");
        if (!warmUp) {
            results.addAll("tls-load-64", subject.name(), took);
        }
    }

    private void offline(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws IOException {
        Map<String, Double> canned = vm.done("canned " + (warmUp ? 10 * effort.warmUp() : 5 * effort.calls()));
        Map<String, Double> decode = vm.done("decode " + (warmUp ? effort.warmUp() : effort.calls()));
        if (!warmUp) {
            results.addAll("canned", subject.name(), canned);
            results.addAll("decode", subject.name(), decode);
        }
    }

    private void walks(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws IOException {
        for (int projects = 1_000; projects <= effort.largest(); projects *= 10) {
            int times = Math.max(1, 100_000 / projects) * (warmUp && projects < 1_000_000 ? 20 : 1);
            Map<String, Double> took = vm.done("walk " + server.at(0, projects) + " " + times);
            if (!warmUp) {
                results.addAll(projects == 100_000 ? "walk" : "walk-" + projects, subject.name(), took);
            }
        }
    }

    private void virtual(SubjectFiles subject, JavaVm vm, Server server, boolean warmUp) throws IOException {
        Map<String, Double> took = vm.done("load " + server.at(20, 0) + " 256 " + effort.loadMillis() + " virtual");
        if (!warmUp) {
            results.addAll("virtual", subject.name(), took);
        }
    }

    private void firstWalks() throws Exception {
        try (Server server = server(Start.usual())) {
            for (int round = 0; round < effort.firstWalks(); round++) {
                for (SubjectFiles subject : compared) {
                    try (JavaVm vm = Start.usual().run(subject.classPath(), Worker.class, subject.className())) {
                        results.addAll("walk-first", subject.name(), vm.done("walk " + server.at(0, 100_000) + " 1"));
                    }
                }
                System.err.print('.');
            }
        }
    }

    private void coldStarts() throws Exception {
        try (Server server = server(Start.usual())) {
            Map<SubjectFiles, Path> archives = new LinkedHashMap<>();
            for (SubjectFiles subject : subjects) {
                Path archive = Files.createTempFile("benchmark", ".jsa");
                Files.delete(archive);
                // The JVM warns on standard output of classes that it cannot archive.
                once(Start.usual().with("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"), subject, server);
                archives.put(subject, archive);
            }
            for (int round = 0; round < effort.coldStarts(); round++) {
                for (SubjectFiles subject : subjects) {
                    results.addAll("cold", subject.name(), once(Start.usual().with(), subject, server));
                    results.addAll(
                            "cold-archive",
                            subject.name(),
                            once(
                                    Start.usual().with("-XX:SharedArchiveFile=" + archives.get(subject)),
                                    subject,
                                    server));
                }
                System.err.print('.');
            }
            for (Path archive : archives.values()) {
                Files.deleteIfExists(archive);
            }
        }
    }

    /** A process from its beginning to its end, with one call between. */
    private static Map<String, Double> once(Start start, SubjectFiles subject, Server server) throws Exception {
        long began = System.nanoTime();
        try (JavaVm vm = start.run(subject.classPath(), Worker.class, subject.className(), "first", server.at(0, 0))) {
            Map<String, Double> took = vm.figures();
            if (!vm.ended()) {
                throw new IOException(subject.name() + " failed");
            }
            took.put("millis", (System.nanoTime() - began) / 1e6);
            return took;
        }
    }

    private void smallestHeap() throws Exception {
        try (Server server = server(Start.usual())) {
            for (SubjectFiles subject : compared) {
                for (int megabytes : List.of(4, 6, 8, 10, 12, 16, 24, 32, 64)) {
                    if (streams(subject, server, megabytes)) {
                        results.add("heap megabytes", subject.name(), megabytes);
                        break;
                    }
                }
                System.err.print('.');
            }
        }
    }

    private static boolean streams(SubjectFiles subject, Server server, int megabytes) throws Exception {
        try (JavaVm vm = Start.usual()
                .with("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError")
                .run(subject.classPath(), Worker.class, subject.className(), "walk", server.at(0, 100_000), "1")) {
            String line = vm.line();
            return vm.ended() && line != null && line.startsWith("nanos=");
        }
    }
}
