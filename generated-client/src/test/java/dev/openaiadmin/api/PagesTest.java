package dev.openaiadmin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.OpenAiAdminException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final Queue<Supplier<Page<String>>> responses = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final Pages<String> pages = Pages.from("listNames", "", this::fetch, (query, cursor) -> "after " + cursor);

    @Test
    void asks_again_for_the_page_that_failed() {
        responds("a", "a");
        fails("status 503");
        responds(null, "b");
        Iterator<String> names = pages.iterator();

        assertThat(names.next()).isEqualTo("a");
        assertThatThrownBy(names::next).hasMessage("status 503");
        assertThat(names.next()).isEqualTo("b");
        assertThat(names).isExhausted();
        assertThat(requests).containsExactly("", "after a", "after a");
    }

    @Test
    void asks_again_for_the_first_page_when_it_failed() {
        fails("status 503");
        responds(null, "a");
        Iterator<String> names = pages.iterator();

        assertThatThrownBy(names::hasNext).hasMessage("status 503");
        assertThat(names.next()).isEqualTo("a");
        assertThat(requests).containsExactly("", "");
    }

    @Test
    void asks_again_for_a_page_that_failed_when_pages_are_iterated() {
        responds("a", "a");
        fails("status 503");
        fails("status 502");
        responds(null, "b");
        Iterator<Page<String>> each = pages.pages().iterator();
        each.next();

        assertThatThrownBy(each::next).hasMessage("status 503");
        assertThatThrownBy(each::next).hasMessage("status 502");
        assertThat(each.next().items()).containsExactly("b");
        assertThat(each).isExhausted();
    }

    @Test
    void reports_a_cursor_that_the_api_repeats_after_a_page_was_asked_for_again() {
        responds("a", "a");
        fails("status 503");
        responds("b", "b");
        responds("a", "c");
        Iterator<Page<String>> each = pages.pages().iterator();
        each.next();
        assertThatThrownBy(each::next).hasMessage("status 503");
        each.next();
        each.next();

        assertThatThrownBy(each::next)
                .isInstanceOf(PagingException.class)
                .hasMessageContaining("listNames")
                .hasMessageContaining("the cursor a ")
                .hasMessageContaining("Pages read: 3");
    }

    private void responds(@Nullable String nextCursor, String... items) {
        responses.add(() -> new Page<>(List.of(items), nextCursor != null, nextCursor));
    }

    private void fails(String message) {
        responses.add(() -> {
            throw new OpenAiAdminException(message);
        });
    }

    private Page<String> fetch(String query) {
        requests.add(query);
        return responses.remove().get();
    }
}
