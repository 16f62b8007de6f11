package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {
    @TempDir
    private Path folder;

    private Path program;
    private Path jar;

    @BeforeEach
    void install() throws IOException {
        program = Files.createDirectories(folder.resolve("with space/bin")).resolve("openai-admin");
        Files.copy(Path.of("src/main/distribution/openai-admin"), program);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        jar = Files.createDirectories(folder.resolve("with space/lib")).resolve("openai-admin.jar");
        writeJar(jar);
    }

    @Test
    void starts_through_a_link_and_without_a_folder_for_its_archive() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), program);

        assertStarts(builder(link));
    }

    @Test
    void starts_without_a_home() throws Exception {
        ProcessBuilder builder = builder(program);
        builder.environment().keySet().removeAll(Set.of("HOME", "XDG_CACHE_HOME", "OPENAI_ADMIN_CACHE"));

        assertStarts(builder);
    }

    @Test
    void starts_with_the_java_of_the_path() throws Exception {
        ProcessBuilder builder = builder(program);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin");

        assertStarts(builder);
    }

    @Test
    void starts_beside_an_archive_that_is_damaged() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Path damaged = Files.writeString(cache.resolve("classes-" + checksum() + ".jsa"), "damaged");
        ProcessBuilder builder = builder(program);
        builder.environment().put("OPENAI_ADMIN_CACHE", cache.toString());

        assertStarts(builder);
        // The script has found this archive: it makes another only if it finds none.
        assertThat(cache).isDirectoryNotContaining(file -> !file.equals(damaged));
    }

    /** Returns the part of the archive's name that stands for the Java and the program. */
    private String checksum() throws Exception {
        return run(new ProcessBuilder(
                        "sh",
                        "-c",
                        "ls -lLn \"$0\" \"$1\" | cksum | cut -d ' ' -f 1",
                        System.getProperty("java.home") + "/bin/java",
                        jar.toRealPath().toString()))
                .output()
                .strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "9", "11.0.21", "16"})
    void says_that_a_java_is_too_old(String version) throws Exception {
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"" + version + "\"\n");
        ProcessBuilder builder = builder(program);
        builder.environment().put("JAVA_HOME", folder.resolve("old").toString());

        Ended ended = run(builder);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .startsWith("openai-admin needs Java 17 or later, and ")
                .contains("is Java " + version + ": set JAVA_HOME")
                .hasLineCount(1);
    }

    @Test
    void says_that_java_home_has_no_java() throws Exception {
        ProcessBuilder builder = builder(program);
        builder.environment().put("JAVA_HOME", folder.toString());

        assertThat(run(builder).output())
                .startsWith("JAVA_HOME is " + folder + ", which has no bin/java")
                .hasLineCount(1);
    }

    private static ProcessBuilder builder(Path program) {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--version");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OPENAI_ADMIN_CACHE", "/dev/null/cache");
        return builder;
    }

    private static void assertStarts(ProcessBuilder builder) throws Exception {
        Ended ended = run(builder);

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).startsWith("openai-admin ").hasLineCount(1);
    }

    /** How the script has ended. */
    private record Ended(int exitCode, String output) {}

    private static Ended run(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** Writes a jar that leads to the classes of this test. */
    private static void writeJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .map(each -> Path.of(each).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }
}
