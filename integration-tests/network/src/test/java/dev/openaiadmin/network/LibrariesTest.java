package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Feign;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;

/** The build runs the tests of this package on several versions of the transport and of Feign. */
class LibrariesTest {
    @Test
    void the_class_path_has_the_versions_that_the_build_names() throws URISyntaxException {
        List<String> expected = List.of(System.getProperty("expected.libraries").split(" "));

        assertThat(List.of(jarOf(HttpClient.class), jarOf(HttpHost.class), jarOf(Feign.class)))
                .isEqualTo(expected);
    }

    private static String jarOf(Class<?> type) throws URISyntaxException {
        String jar = Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .toURI())
                .getFileName()
                .toString();
        return jar.substring(0, jar.length() - ".jar".length());
    }
}
