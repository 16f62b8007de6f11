package dev.openaiadmin.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineWrapperTest {
    @Test
    void breaks_lines_between_words() {
        assertThat(LineWrapper.of(20).lines("The keys of the project were stored."))
                .containsExactly("The keys of the", "project were stored.");
    }

    @Test
    void leaves_a_word_that_is_longer_than_a_line_whole() {
        assertThat(LineWrapper.of(8).lines("see https://example.com/a/b for it"))
                .containsExactly("see", "https://example.com/a/b", "for it");
    }

    @Test
    void leaves_no_word_alone_on_the_last_line() {
        assertThat(LineWrapper.of(24).lines("Log each request without bodies."))
                .containsExactly("Log each request", "without bodies.");
    }

    @Test
    void counts_the_columns_of_wide_characters() {
        assertThat(LineWrapper.of(10).lines("研究開発 東京 a b c d e f")).containsExactly("研究開発", "東京 a b c", "d e f");
    }

    @Test
    void keeps_words_with_spaces_whole_and_lets_the_later_lines_be_narrower() {
        assertThat(LineWrapper.of(12, 8).lines(List.of("create", "'a b'", "--yes", "-v")))
                .containsExactly("create 'a b'", "--yes -v");
    }
}
