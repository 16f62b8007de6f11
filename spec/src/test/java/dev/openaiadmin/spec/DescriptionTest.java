package dev.openaiadmin.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptionTest {

    @Test
    void the_description_is_clean() throws IOException {
        assertThat(Lint.findings(Description.texts(Path.of("src/main/openapi"))))
                .isEmpty();
    }
}
