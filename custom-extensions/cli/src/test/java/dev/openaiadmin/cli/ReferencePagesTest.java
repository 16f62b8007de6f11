package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePagesTest {
    @TempDir
    private Path folder;

    @Test
    void has_a_man_page_and_a_section_for_each_command() throws IOException {
        ReferencePages.main(new String[] {folder.toString()});

        String reference = Files.readString(folder.resolve("COMMANDS.md"));
        long sections = reference.lines().filter(line -> line.startsWith("## ")).count();
        try (var pages = Files.list(folder.resolve("man/man1"))) {
            assertThat(pages.count()).isEqualTo(sections).isGreaterThan(200);
        }
        assertThat(reference.substring(0, reference.indexOf("\n## openai-admin plan\n")))
                .contains("\n  audit-logs                   The audit log records the actions in\n")
                .doesNotContain("It is empty until");
        assertThat(reference)
                .contains("## openai-admin projects create\n", "  openai-admin projects create payments-prod");
        assertThat(Files.readString(folder.resolve("man/man1/openai-admin-projects-create.1")))
                .startsWith(".TH \"OPENAI-ADMIN-PROJECTS-CREATE\"")
                .contains(".SH NAME\nopenai\\-admin\\-projects\\-create \\- Creates a project\n", ".SH EXAMPLE")
                .contains(
                        ".SS Required, in this order or by name\n",
                        ".SH SEE ALSO\n.BR openai\\-admin\\-projects (1)\n");
    }
}
