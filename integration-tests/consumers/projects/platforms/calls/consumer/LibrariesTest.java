package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibrariesTest {
    /** A class of each library whose version a platform may choose. */
    private static final List<String> CLASSES = List.of(
            "org.apache.hc.client5.http.classic.HttpClient",
            "org.apache.hc.core5.http.HttpHost",
            "feign.Feign",
            "com.fasterxml.jackson.core.JsonFactory",
            "jakarta.validation.Validation",
            "org.slf4j.LoggerFactory",
            "org.junit.jupiter.api.Test");

    @Test
    void the_class_path_has_the_versions_of_the_platform() throws Exception {
        StringBuilder jars = new StringBuilder();
        for (String name : CLASSES) {
            jars.append(Path.of(Class.forName(name).getProtectionDomain().getCodeSource().getLocation().toURI())
                            .getFileName())
                    .append('\n');
        }

        assertEquals(System.getProperty("expected.libraries").strip().replaceAll("\\s+", "\n") + "\n", jars.toString());
    }
}
