package dev.openaiadmin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.internal.server.LibraryVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Sees to it that nobody ships a version of a library that was not reviewed for known vulnerabilities. */
class ShippedLibrariesTest {
    @ParameterizedTest(name = "{0} {2}")
    @CsvFileSource(resources = "/shipped-libraries.csv", useHeadersInDisplayName = true)
    void ships_the_version_that_was_reviewed(
            String library, String type, String version, String reviewed, String result) throws Exception {
        Path jar = Path.of(Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(jar.getFileName())
                .as(
                        "reviewed on %s: %s; search the advisories for the new version, and change the line",
                        reviewed, result)
                .hasToString(library + "-" + version + ".jar");
    }

    /** It has no class. Several holes in the DOMPurify inside were fixed up to 5.32.7. */
    @Test
    void ships_the_version_of_swagger_ui_that_was_reviewed() {
        assertThat(LibraryVersion.ofTheKit("swagger-ui"))
                .as("reviewed on 2026-11-27")
                .isEqualTo("5.34.1");
    }
}
