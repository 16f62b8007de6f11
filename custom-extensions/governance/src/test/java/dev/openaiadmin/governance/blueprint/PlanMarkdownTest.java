package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class PlanMarkdownTest {
    @AutoClose
    private final Workplace workplace;

    PlanMarkdownTest(OrganizationServer server) {
        this.workplace = new Workplace(server);
    }

    @Test
    void shows_changes_as_a_diff() {
        String project = workplace.organization.projects().add("payments-prod");
        workplace.admin.projectSpendLimits().modify(project, 100);

        assertThat(markdown(ProjectBlueprint.named("payments-prod")
                        .monthlySpendLimit(500)
                        .serviceAccountWithoutKey("ci")))
                .isEqualTo("""
                        ## Plan

                        1 to add, 1 to change.

                        <p>Project <code>payments-prod</code>: 2 changes</p>

                        ```diff
                        + service account ci
                        ! monthly spend limit: $1.00 -> $5.00
                        ```
                        """);
    }

    @Test
    void says_that_there_is_nothing_to_do() {
        workplace.organization.projects().add("payments-prod");

        assertThat(markdown(ProjectBlueprint.named("payments-prod"))).isEqualTo("## Plan\n\nNothing to do.\n");
    }

    @Test
    void lists_sentences_in_lines_that_are_wrapped() {
        String other = workplace.organization.projects().add("<b>@octocat</b> & co");

        assertThat(workplace
                        .governance()
                        .plan(OrganizationBlueprint.of(ProjectBlueprint.named("payments-prod")))
                        .toMarkdown())
                .contains("""
                        <ul>
                        <li><code>project '&lt;b&gt;@octocat&lt;/b&gt; &amp; co' (%s)</code></li>
                        """.formatted(other));
    }

    @Test
    void collapses_long_parts() {
        ProjectBlueprint blueprint = ProjectBlueprint.named("payments-prod");
        for (int i = 0; i < 20; i++) {
            blueprint = blueprint.serviceAccountWithoutKey("ci-" + i);
        }

        assertThat(markdown(blueprint))
                .contains("<details><summary>Project <code>payments-prod</code>: 21 changes</summary>\n\n```diff\n")
                .endsWith("```\n\n</details>\n");
    }

    @Test
    void warns_of_what_cannot_be_undone() {
        workplace.organization.projects().add("old");

        assertThat(workplace
                        .governance()
                        .plan(OrganizationBlueprint.of(ProjectBlueprint.named("payments-prod"))
                                .archiveOthers())
                        .toMarkdown())
                .contains("1 to add, 1 to remove. **1 of the removals cannot be undone.**");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| a | b |",
                "`code` ```` fence",
                "```\n# heading\n```diff",
                "<img src=x onerror=alert(1)>",
                "</code></summary></details><script>alert(1)</script>",
                "[link](https://evil.example) ![image](https://evil.example/a.png)",
                "@octocat #1 https://evil.example",
                "line\r\nfeed\u2028separated",
                "right\u202eleft\u0007",
                "&lt;b&gt; &#64;octocat"
            })
    void keeps_hostile_names_inside_code(String name) {
        String markdown = markdown(ProjectBlueprint.named(name).serviceAccountWithoutKey(name));

        assertThat(outsideOfFences(markdown))
                .allSatisfy(line -> assertThat(line.replaceAll("<code>[^<>]*</code>", ""))
                        .matches("## Plan|2 to add\\.|<p>Project : 2 changes</p>|"));
        assertThat(markdown.codePoints())
                .noneMatch(c -> c != '\n' && Character.getType(c) == Character.CONTROL)
                .noneMatch(c -> Character.getType(c) == Character.FORMAT);
    }

    /** Code in HTML must not hold what ends it, or what Markdown reads in HTML. */
    @Test
    void escapes_the_name_of_a_project_in_its_heading() {
        assertThat(markdown(ProjectBlueprint.named("</code>@a `b` &lt;")))
                .contains("<code>&#60;&#47;code&#62;&#64;a &#96;b&#96; &#38;lt&#59;</code>");
    }

    private static List<String> outsideOfFences(String markdown) {
        List<String> outside = new ArrayList<>();
        String fence = null;
        for (String line : markdown.lines().toList()) {
            if (fence != null) {
                fence = line.equals(fence) ? null : fence;
            } else if (line.matches("`{3,}[a-z]+")) {
                fence = line.replaceAll("[a-z]+$", "");
            } else {
                outside.add(line);
            }
        }
        assertThat(fence).as("a fence that is not closed").isNull();
        return outside;
    }

    private String markdown(ProjectBlueprint blueprint) {
        return workplace.governance().plan(blueprint).toMarkdown();
    }
}
