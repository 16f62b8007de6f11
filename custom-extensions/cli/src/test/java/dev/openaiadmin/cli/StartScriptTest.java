package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {
    @TempDir
    private Path folder;

    @Test
    void starts_through_a_link_and_without_a_folder_for_its_archive() throws Exception {
        Path program = Files.createDirectories(folder.resolve("with space/bin")).resolve("openai-admin");
        Files.copy(Path.of("src/main/distribution/openai-admin"), program);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        writeJar(Files.createDirectories(folder.resolve("with space/lib")).resolve("openai-admin.jar"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), program);

        ProcessBuilder builder = new ProcessBuilder(link.toString(), "--version").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OPENAI_ADMIN_CACHE", "/dev/null/cache");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith("openai-admin ").hasLineCount(1);
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
