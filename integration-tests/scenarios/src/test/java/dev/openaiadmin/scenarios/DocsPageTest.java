package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page of the stand-alone server, as a person with a browser meets it. */
class DocsPageTest {
    @AutoClose
    private static ServerProcess server;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start(
            @TempDir Path folder,
            // The browser may still write to it when the tests are over.
            @TempDir(cleanup = CleanupMode.NEVER) Path profile)
            throws IOException {
        browser = Browser.startOrSkip("nobody looked at the page", profile);
        Path seed = Files.writeString(
                folder.resolve("seed.json"),
                "{\"projects\": [{\"name\": \"<img src=x onerror=document.title='run'><script>document.title='run'</script>\"}]}");
        server = ServerProcess.start("--seed=" + seed);
    }

    @Test
    void shows_every_resource_and_the_controls_of_the_server() throws Exception {
        try (Browser.Page page = browser.open(server.origin())) {
            String tags = page.await(
                            "[...document.querySelectorAll('.opblock-tag')]" + ".map(tag => tag.dataset.tag).join()")
                    .asText();

            assertThat(tags).startsWith("Control,Projects,").contains(",ServiceAccounts,", ",Costs,");
        }
    }

    @Test
    void tries_a_call_and_asks_no_other_server() throws Exception {
        try (Browser.Page page = browser.open(server.origin() + "/docs#/Projects/createProject")) {
            page.await("ui.authSelectors.authorized().size"
                    + " && document.querySelector('textarea').value.includes('payments-prod')");
            page.evaluate("(document.querySelector('.execute').click(), true)");
            String answer = page.await("document.querySelector('.live-responses-table .microlight').textContent")
                    .asText();
            String others = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)"
                            + ".filter(name => !name.startsWith(location.origin) && !name.startsWith('data:')).join()")
                    .asText();

            assertThat(answer).contains("\"object\": \"organization.project\"", "\"status\": \"active\"");
            assertThat(others).isEmpty();
        }
    }

    @Test
    void runs_nothing_that_a_seeded_name_contains() throws Exception {
        try (Browser.Page page = browser.open(server.origin() + "/docs#/Projects/listProjects")) {
            page.await("ui.authSelectors.authorized().size && !!document.querySelector('.execute')");
            // A click before the page has settled is lost, so it is repeated.
            String answer = page.await("(document.querySelector('.live-responses-table .microlight')"
                            + " || (document.querySelector('.execute').click(), null)).textContent")
                    .asText();

            assertThat(answer).contains("onerror=document.title");
            assertThat(page.evaluate("document.title").asText()).isEqualTo("Administration API, in memory");
            assertThat(page.evaluate("document.querySelectorAll('img[onerror]').length")
                            .asInt())
                    .isZero();
        }
    }
}
