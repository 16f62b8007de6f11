package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks a sample once for each requirement. */
class CentralBundleTest {
    private static final SigningKey KEY = SigningKey.create();
    /** By content, because a signature takes long, and most samples have the same files. */
    private static final Map<String, byte[]> SIGNATURES = new ConcurrentHashMap<>();

    private static final String STEM = "dev/openaiadmin/sample/1.0/sample-1.0";
    private static final String POM = """
            <project>
              <groupId>dev.openaiadmin</groupId>
              <artifactId>sample</artifactId>
              <version>1.0</version>
              <name>sample</name>
              <description>A sample.</description>
              <url>https://example.com</url>
              <licenses><license><name>Apache-2.0</name><url>https://example.com/license</url></license></licenses>
              <developers><developer><name>developers</name><organization>all</organization></developer></developers>
              <scm><connection>scm:a</connection><developerConnection>scm:b</developerConnection><url>c</url></scm>
              <dependencies>
                <dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency>
              </dependencies>
            </project>
            """;

    static Stream<Arguments> brokenPoms() {
        return Stream.of(
                Arguments.of("<name>sample</name>", "", "<name> is missing"),
                Arguments.of("<description>A sample.</description>", "", "<description> is missing"),
                Arguments.of("<url>https://example.com</url>", "", "<url> is missing"),
                Arguments.of("<url>https://example.com/license</url>", "", "<licenses/license/url> is missing"),
                Arguments.of("<name>developers</name>", "<name> </name>", "<developers/developer/name> is missing"),
                Arguments.of("<connection>scm:a</connection>", "", "<scm/connection> is missing"),
                Arguments.of("<url>c</url>", "", "<scm/url> is missing"),
                Arguments.of("<dependencies>", "<repositories/><dependencies>", "has <repositories>"),
                Arguments.of("<dependencies>", "<parent/><dependencies>", "has <parent>"),
                Arguments.of("<version>1</version>", "", "the version of a is missing"),
                Arguments.of("<version>1</version>", "<version>1-SNAPSHOT</version>", "the version of a is a snapshot"),
                Arguments.of("<version>1</version>", "<version>${a}</version>", "has a variable"),
                Arguments.of("<groupId>g<", "<groupId>dev.openaiadmin<", "depends on a, which is not in this release"),
                Arguments.of("<version>1.0</version>", "<version>1.1</version>", "is not at"),
                Arguments.of("<version>1.0</version>", "<version>1.0-SNAPSHOT</version>", "the version is a snapshot"));
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                Arguments.of("-sources.jar", "the file -sources.jar is missing"),
                Arguments.of("-javadoc.jar", "the file -javadoc.jar is missing"),
                Arguments.of("-cyclonedx.json", "the file -cyclonedx.json is missing"),
                Arguments.of(".jar.asc", "the signature is missing"),
                Arguments.of(".pom.asc", "the signature is missing"),
                Arguments.of(".jar.md5", "the checksum .md5 is missing"),
                Arguments.of(".jar.sha1", "the checksum .sha1 is missing"),
                Arguments.of(".pom", "There is no POM"));
    }

    @Test
    void finds_nothing_in_a_complete_bundle() {
        assertThat(new CentralBundle(sample(POM)).findings(KEY)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("brokenPoms")
    void finds_what_a_pom_lacks_or_must_not_have(String present, String replacement, String finding) {
        assertThat(POM).contains(present);
        assertThat(new CentralBundle(sample(POM.replace(present, replacement))).findings(KEY))
                .anyMatch(found -> found.contains(finding));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void finds_a_missing_file(String end, String finding) {
        SortedMap<String, byte[]> files = sample(POM);

        assertThat(files.remove(STEM + end)).isNotNull();
        assertThat(new CentralBundle(files).findings(KEY)).anyMatch(found -> found.contains(finding));
    }

    @Test
    void finds_a_file_that_was_changed_after_it_was_signed() {
        SortedMap<String, byte[]> files = sample(POM);
        files.put(STEM + ".jar", bytes("another"));

        assertThat(new CentralBundle(files).findings(KEY))
                .containsExactlyInAnyOrder(
                        STEM + ".jar: the signature is not one of this file by the key of the release",
                        STEM + ".jar: the checksum .md5 is not that of the file",
                        STEM + ".jar: the checksum .sha1 is not that of the file");
    }

    @Test
    void finds_the_signature_of_another_key() {
        SortedMap<String, byte[]> files = sample(POM);
        files.put(STEM + ".jar.asc", SigningKey.create().sign(bytes(".jar")));

        assertThat(new CentralBundle(files).findings(KEY))
                .containsExactly(STEM + ".jar: the signature is not one of this file by the key of the release");
    }

    private static SortedMap<String, byte[]> sample(String pom) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        add(files, STEM + ".pom", bytes(pom));
        for (String end : new String[] {".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"}) {
            add(files, STEM + end, bytes(end));
        }
        return files;
    }

    private static void add(SortedMap<String, byte[]> files, String name, byte[] content) {
        files.put(name, content);
        files.put(
                name + ".asc",
                SIGNATURES.computeIfAbsent(new String(content, StandardCharsets.UTF_8), text -> KEY.sign(content)));
        files.put(name + ".md5", bytes(CentralBundle.digest("MD5", content)));
        files.put(name + ".sha1", bytes(CentralBundle.digest("SHA-1", content)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
