package dev.openaiadmin.spec.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the code that other generators make of the published document. */
class GeneratorsTest {
    private static final Path GENERATED = Path.of("target", "generators");

    @ParameterizedTest
    @ValueSource(strings = {"java-native", "spring-http-interface"})
    void makes_code_that_compiles(String generator, @TempDir Path classes) throws IOException {
        List<Path> sources = sources(GENERATED.resolve(generator));
        StringWriter errors = new StringWriter();
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
        boolean compiled;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-classpath", classPath(), "-d", classes.toString());
            compiled = compiler.getTask(errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }

        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(compiled).as(errors.toString()).isTrue();
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("main"))
                    .toList();
        }
    }

    /** Returns the class path of the tests, which Surefire can hide behind a jar of its own. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
