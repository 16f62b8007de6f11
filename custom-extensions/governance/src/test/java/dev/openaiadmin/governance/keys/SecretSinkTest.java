package dev.openaiadmin.governance.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.model.ServiceAccountApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSinkTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "payments, ci, payments, CI",
        "東京, ci, 大阪, ci",
        "payments, prod-ci, payments-prod, ci",
        "a/b, c, a, b/c",
        "a.b, c, a, b.c",
        "a_b, c, a-b, c",
        "a b, c, a_b, c",
        "con, ci, CON, ci",
        "'a ', ci, a, ci",
        "a., ci, a, ci",
        "a, ci., a, ci",
        "ﬁ, ci, fi, ci",
        "İ, ci, i, ci",
        "ß, ci, ss, ci",
        "café, ci, cafe\u0301, ci"
    })
    void keeps_the_keys_of_two_accounts_apart(String project, String account, String otherProject, String otherAccount)
            throws Exception {
        OneTimeKey one = key("proj_1", project, account, "one");
        OneTimeKey other = key("proj_2", otherProject, otherAccount, "other");
        Path variables = folder.resolve(".env");

        for (SecretSink sink : List.of(SecretSink.files(folder), SecretSink.environmentFile(variables))) {
            sink.check(List.of(one.owner(), other.owner()));
            sink.store(one);
            sink.store(other);
        }

        assertThat(keyFiles()).containsExactlyInAnyOrder("one\n", "other\n");
        try (var files = Files.list(folder)) {
            // As file systems that ignore case, normalize Unicode or drop dots at the end see them.
            assertThat(files.map(file -> Normalizer.normalize(file.getFileName().toString(), Normalizer.Form.NFKC)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[. ]+$", "")))
                    .hasSize(5)
                    .doesNotHaveDuplicates();
        }
        assertThat(Files.readAllLines(variables))
                .filteredOn(line -> line.matches("OPENAI_API_KEY_[A-Z0-9_]+=(one|other)"))
                .hasSize(2)
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .doesNotHaveDuplicates();
    }

    @Test
    void replaces_the_key_of_the_same_account() throws Exception {
        Path variables = folder.resolve(".env");
        for (SecretSink sink : List.of(SecretSink.files(folder), SecretSink.environmentFile(variables))) {
            sink.store(key("proj_1", "payments", "ci", "one"));
            sink.store(key("proj_1", "payments", "ci", "two"));
        }

        assertThat(keyFiles()).containsExactly("two\n");
        assertThat(variables).content().contains("=two\n").doesNotContain("=one\n");
    }

    @Test
    void does_not_replace_the_key_of_a_project_of_the_same_name() throws Exception {
        for (SecretSink sink : List.of(SecretSink.files(folder), SecretSink.environmentFile(folder.resolve(".env")))) {
            sink.store(key("proj_1", "payments", "ci", "one"));
            OneTimeKey other = key("proj_2", "payments", "ci", "other");

            assertThatThrownBy(() -> sink.check(List.of(other.owner())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("holds the key of 'ci' of proj_1", "move it away");
            assertThatThrownBy(() -> sink.store(other)).isInstanceOf(IOException.class);
        }
        assertThat(keyFiles()).containsExactly("one\n");
    }

    @Test
    void does_not_replace_what_somebody_else_has_put_there() throws Exception {
        Path file = Files.writeString(folder.resolve("payments.ci.key"), "mine");
        Path variables = Files.writeString(folder.resolve(".env"), "OPENAI_API_KEY_PAYMENTS__CI=mine\n");

        for (SecretSink sink : List.of(SecretSink.files(folder), SecretSink.environmentFile(variables))) {
            assertThatThrownBy(() -> sink.store(key("proj_1", "payments", "ci", "one")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("something of unknown origin");
        }
        assertThat(file).hasContent("mine");
        assertThat(variables).hasContent("OPENAI_API_KEY_PAYMENTS__CI=mine\n");
    }

    @Test
    void follows_a_link_to_the_file_of_variables() throws Exception {
        Path real =
                Files.writeString(Files.createDirectory(folder.resolve("real")).resolve("env"), "REGION=eu\n");
        Path link = Files.createSymbolicLink(folder.resolve(".env"), real);

        SecretSink.environmentFile(link).store(key("proj_1", "payments", "ci", "one"));

        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllLines(real)).hasSize(3).startsWith("REGION=eu");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refuses_a_place_in_which_nothing_can_be_stored() {
        KeyOwner owner = key("proj_1", "payments", "ci", "one").owner();
        for (SecretSink sink : List.of(
                SecretSink.files(Path.of("/proc")),
                SecretSink.environmentFile(Path.of("/proc/keys.env")),
                SecretSink.files(folder.resolve("missing")),
                SecretSink.environmentFile(folder.resolve("missing").resolve(".env")),
                SecretSink.environmentFile(folder))) {
            assertThatThrownBy(() -> sink.check(List.of(owner)))
                    .isInstanceOf(IOException.class)
                    .message()
                    .matches("(/proc|" + folder + "(/missing)?): .+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "prn", "aux", "nul", "com1", "lpt9"})
    void stores_no_key_in_a_file_that_windows_takes_for_a_device(String project) throws Exception {
        SecretSink.files(folder).store(key("proj_1", project, "ci", "one"));

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().split("\\.", 2)[0]))
                    .isNotEmpty()
                    .doesNotContain(project);
        }
    }

    private static OneTimeKey key(String projectId, String project, String account, String value) {
        return new OneTimeKey(
                projectId,
                project,
                account,
                ServiceAccountApiKey.builder()
                        .id("key_" + value)
                        .value(value)
                        .name("Secret key")
                        .createdAt(Instant.EPOCH)
                        .build());
    }

    private List<String> keyFiles() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".key"))
                    .map(SecretSinkTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
