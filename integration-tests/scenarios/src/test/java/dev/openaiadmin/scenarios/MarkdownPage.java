package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.tests.JavaProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * A page of documentation, whose code can be run as it stands.
 *
 * @param text what stands there
 */
record MarkdownPage(String text) {
    private static final JavaCompiler COMPILER =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");

    /** The class path, whose jars are read once for all programs. */
    private static final StandardJavaFileManager LIBRARIES = COMPILER.getStandardFileManager(null, null, null);

    static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }

    /** The heading of the page. */
    String title() {
        return text.lines().findFirst().orElseThrow().replaceFirst("^#+ *", "");
    }

    /** What the page shows in a language, such as {@code java}. */
    List<String> blocks(String language) {
        return new ArrayList<>(Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList());
    }

    /** What the page shows of Java that is a test. */
    Stream<String> tests() {
        return blocks("java").stream().filter(MarkdownPage::isTest);
    }

    /** What the page shows of Java that is no test, but statements. */
    Stream<String> statements() {
        return blocks("java").stream().filter(block -> !isTest(block));
    }

    /** Sees to it that a class with one test passes. */
    static void assertPasses(Path folder, String source) throws IOException, ClassNotFoundException {
        String name = nameOfClass(source);
        compile(folder, name, source);
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(classes.loadClass(name)))
                    .execute()
                    .testEvents()
                    .assertStatistics(statistics -> statistics.started(1).succeeded(1));
        }
    }

    /** Sees to it that all statements of the page run, each block as a program of its own, and that each sends a request. */
    void assertRuns(Path folder, InMemoryOrganization organization) throws IOException {
        Map<String, String> programs = new LinkedHashMap<>();
        for (String statements : statements().toList()) {
            String name = "Shown" + (programs.size() + 1);
            programs.put(name, statements);
            compileProgram(folder, name, statements);
        }
        JavaProcess shown = JavaProcess.run(
                folder,
                PagePrograms.class.getName(),
                environmentOf(organization),
                programs.keySet().toArray(String[]::new));

        assertThat(shown.err())
                .as("%s\nafter the output\n%s", programs, shown.out())
                .isEmpty();
        assertThat(shown.exitCode()).isZero();
        List<String> requests =
                organization.requests().stream().map(RecordedRequest::url).toList();
        int before = 0;
        for (Map.Entry<String, String> program : programs.entrySet()) {
            int end = requests.indexOf(PagePrograms.lastRequestOf(program.getKey()));
            assertThat(end).as("the end of the requests of %s", program).isGreaterThan(before);
            before = end + 1;
        }
    }

    /** Runs statements as a program, which finds the organization by its environment. */
    static JavaProcess run(Path folder, String statements, InMemoryOrganization organization) throws IOException {
        compileProgram(folder, "Shown", statements);
        return JavaProcess.run(folder, "Shown", environmentOf(organization));
    }

    private static Map<String, String> environmentOf(InMemoryOrganization organization) {
        return Map.of("OPENAI_ADMIN_KEY", organization.adminKey(), "OPENAI_BASE_URL", organization.baseUrl());
    }

    private static void compileProgram(Path folder, String name, String statements) throws IOException {
        compile(folder, name, """
                public final class %s {
                    public static void main(String[] arguments) throws Exception {
                        %s
                    }
                }
                """.formatted(name, statements));
    }

    /** Compiles with the imports that an editor would add. */
    static void compile(Path folder, String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), """
                import dev.openaiadmin.api.*;
                import dev.openaiadmin.client.*;
                import dev.openaiadmin.governance.*;
                import dev.openaiadmin.governance.audit.*;
                import dev.openaiadmin.governance.blueprint.*;
                import dev.openaiadmin.governance.costs.*;
                import dev.openaiadmin.governance.focus.*;
                import dev.openaiadmin.governance.jdbc.*;
                import dev.openaiadmin.governance.journal.*;
                import dev.openaiadmin.governance.keys.*;
                import dev.openaiadmin.governance.limits.*;
                import dev.openaiadmin.governance.metrics.*;
                import dev.openaiadmin.governance.offboarding.*;
                import dev.openaiadmin.governance.policy.*;
                import dev.openaiadmin.governance.reports.*;
                import dev.openaiadmin.governance.snapshots.*;
                import dev.openaiadmin.governance.usage.*;
                import dev.openaiadmin.model.*;
                import dev.openaiadmin.testkit.*;
                import java.net.*;
                import java.net.http.*;
                import java.net.http.HttpResponse.BodyHandlers;
                import java.nio.file.*;
                import java.time.*;
                import java.util.*;
                import org.h2.jdbcx.JdbcConnectionPool;
                import org.junit.jupiter.api.*;
                import org.junit.jupiter.api.extension.*;
                import static org.junit.jupiter.api.Assertions.*;
                """ + source);
        StringWriter errors = new StringWriter();
        boolean compiled;
        synchronized (LIBRARIES) {
            compiled = COMPILER.getTask(
                            errors,
                            LIBRARIES,
                            null,
                            List.of("-proc:none", "-d", folder.toString()),
                            null,
                            LIBRARIES.getJavaFileObjects(file))
                    .call();
        }
        assertThat(compiled).as("javac of %s: %s", source, errors).isTrue();
    }

    private static boolean isTest(String block) {
        return block.contains("@Test");
    }

    private static String nameOfClass(String source) {
        return Pattern.compile("class (\\w+)")
                .matcher(source)
                .results()
                .findFirst()
                .map(match -> match.group(1))
                .orElseThrow();
    }
}
