package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page of the stand-alone server, as a person with a browser meets it. */
class DocsPageTest {
    // The browser may still write to it when the test is over.
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    @Test
    void shows_every_resource_and_the_controls_of_the_server() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                Browser browser = open(server.origin())) {
            String tags = browser.await(
                            "[...document.querySelectorAll('.opblock-tag')]" + ".map(tag => tag.dataset.tag).join()")
                    .asText();

            assertThat(tags).startsWith("Control,Projects,").contains(",ServiceAccounts,", ",Costs,");
        }
    }

    @Test
    void tries_a_call_and_asks_no_other_server() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                Browser browser = open(server.origin() + "/docs#/Projects/createProject")) {
            browser.await("ui.authSelectors.authorized().size"
                    + " && document.querySelector('textarea').value.includes('payments-prod')");
            browser.evaluate("(document.querySelector('.execute').click(), true)");
            String answer = browser.await("document.querySelector('.live-responses-table .microlight').textContent")
                    .asText();
            String others = browser.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)"
                            + ".filter(name => !name.startsWith(location.origin) && !name.startsWith('data:')).join()")
                    .asText();

            assertThat(answer).contains("\"object\": \"organization.project\"", "\"status\": \"active\"");
            assertThat(others).isEmpty();
        }
    }

    @Test
    void runs_nothing_that_a_seeded_name_contains() throws Exception {
        Path seed = Files.writeString(
                profile.resolveSibling(profile.getFileName() + "-seed.json"),
                "{\"projects\": [{\"name\": \"<img src=x onerror=document.title='run'><script>document.title='run'</script>\"}]}");
        try (ServerProcess server = ServerProcess.start("--seed=" + seed);
                Browser browser = open(server.origin() + "/docs#/Projects/listProjects")) {
            browser.await("ui.authSelectors.authorized().size && !!document.querySelector('.execute')");
            // A click before the page has settled is lost, so it is repeated.
            String answer = browser.await("(document.querySelector('.live-responses-table .microlight')"
                            + " || (document.querySelector('.execute').click(), null)).textContent")
                    .asText();

            assertThat(answer).contains("onerror=document.title");
            assertThat(browser.evaluate("document.title").asText()).isEqualTo("Administration API, in memory");
            assertThat(browser.evaluate("document.querySelectorAll('img[onerror]').length")
                            .asInt())
                    .isZero();
        } finally {
            Files.delete(seed);
        }
    }

    private Browser open(String address) throws IOException {
        Path chromium = Installed.orSkip("nobody looked at the page", "chromium", "chromium-browser", "google-chrome");
        return Browser.open(chromium, profile, address);
    }
}
