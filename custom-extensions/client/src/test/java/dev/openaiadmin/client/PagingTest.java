package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.openaiadmin.api.Page;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.api.PagingException;
import dev.openaiadmin.model.Project;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@NullUnmarked // tests invalid input
class PagingTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @Test
    void fetches_nothing_before_it_is_iterated() {
        api.client().projects().list();

        assertThat(api.requests).isEmpty();
    }

    @Test
    void walks_all_pages_in_order() {
        api.answers(200, page("b", true, "a", "b")).answers(200, page("c", false, "c"));

        assertThat(api.client().projects().list(query -> query.limit(2).includeArchived(true)))
                .extracting(Project::id)
                .containsExactly("a", "b", "c");
        assertThat(api.requests)
                .extracting(request -> request.query())
                .containsExactly("limit=2&include_archived=true", "after=b&limit=2&include_archived=true");
    }

    @Test
    void fetches_a_page_when_the_previous_one_has_been_read() {
        api.answers(200, page("b", true, "a", "b"));

        assertThat(api.client().projects().list().stream().limit(2)).hasSize(2);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void starts_again_with_each_iteration() {
        api.answers(200, page("a", false, "a")).answers(200, page("a", false, "a"));
        Pages<Project> projects = api.client().projects().list();

        assertThat(projects).hasSize(1);
        assertThat(projects).hasSize(1);
        assertThat(api.requests).hasSize(2);
    }

    @Test
    void returns_the_pages_themselves() {
        api.answers(200, page("a", true, "a")).answers(200, page("b", false, "b"));

        assertThat(api.client().projects().list().pages())
                .extracting(Page::nextCursor, page -> page.items().size())
                .containsExactly(tuple("a", 1), tuple("b", 1));
    }

    @Test
    void goes_on_after_an_empty_page() {
        api.answers(200, page("x", true)).answers(200, page("a", false, "a"));

        assertThat(api.client().projects().list()).hasSize(1);
    }

    @Test
    void fails_when_a_cursor_repeats() {
        api.answers(200, page("a", true, "a"))
                .answers(200, page("b", true, "b"))
                .answers(200, page("a", true, "c"));
        Iterator<Project> projects = api.client().projects().list().iterator();

        assertThat(projects.next().id()).isEqualTo("a");
        assertThat(projects.next().id()).isEqualTo("b");
        assertThat(projects.next().id()).isEqualTo("c");
        assertThatThrownBy(projects::next)
                .isInstanceOf(PagingException.class)
                .hasMessageStartingWith("listProjects: the API gave the cursor a for a second time");
    }

    @Test
    void fails_when_a_cursor_is_missing() {
        api.answers(200, page(null, true, "a"));

        assertThatThrownBy(() -> api.client().projects().list().stream().toList())
                .isInstanceOf(PagingException.class)
                .hasMessageContaining("gave no cursor");
    }

    @Test
    void throws_when_there_are_no_more_pages() {
        api.answers(200, page("a", false, "a"));
        Iterator<Page<Project>> pages = api.client().projects().list().pages().iterator();
        pages.next();

        assertThat(pages).isExhausted();
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
    }

    private static String page(String lastId, boolean hasMore, String... ids) {
        return "{\"object\": \"list\", \"has_more\": " + hasMore + ", \"last_id\": "
                + (lastId == null ? "null" : "\"" + lastId + "\"") + ", \"data\": ["
                + Arrays.stream(ids)
                        .map(id -> "{\"id\": \"" + id + "\", \"object\": \"organization.project\", \"created_at\": 1}")
                        .collect(Collectors.joining(","))
                + "]}";
    }
}
