package dev.openaiadmin.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Terminal NARROW = new Terminal(24, true);

    @Test
    void breaks_lines_at_spaces_and_indents_what_follows() {
        assertThat(NARROW.wrap("Warnings\n  keys cannot be stored: no place is given"))
                .isEqualTo("""
                Warnings
                  keys cannot be stored:
                      no place is given""");
    }

    @Test
    void leaves_lines_that_fit_and_words_that_are_wider_than_the_terminal_whole() {
        String id = "proj_123456789012345678901234567890";

        assertThat(NARROW.wrap("a line of 24 columns...\n" + id)).isEqualTo("a line of 24 columns...\n" + id);
    }

    @Test
    void does_not_count_colors() {
        String colored = "\u001b[32m+ project payments-prod\u001b[0m";

        assertThat(NARROW.wrap(colored)).isEqualTo("\u001b[32m+ project payments-prod\u001b[0m");
        assertThat(new Terminal(22, true).wrap(colored)).isEqualTo("\u001b[32m+ project\n    payments-prod\u001b[0m");
    }
}
