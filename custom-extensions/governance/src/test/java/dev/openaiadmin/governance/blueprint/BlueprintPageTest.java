package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKinds;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about the format of blueprints, in the folder of the module. */
@WithOrganization
class BlueprintPageTest {
    private static final Path PAGE = Path.of("BLUEPRINTS.md");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static String example() throws IOException {
        String page = page();
        int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }

    @Test
    void shows_an_example_that_can_be_applied(OrganizationServer server) throws IOException {
        OrganizationBlueprint blueprint = OrganizationBlueprint.parse("BLUEPRINTS.md", example());
        try (Workplace at = new Workplace(server)) {
            at.organization.certificates().add("gateway");
            for (String name : new String[] {"ada", "bob", "carol"}) {
                at.organization.users().add(name + "@example.com", "reader");
            }

            at.governance().plan(blueprint).apply();

            Plan again = at.governance().plan(blueprint);
            assertThat(again.changes()).isEmpty();
            assertThat(again.waiting())
                    .containsExactly(
                            "'payments-prod': role prompt-tester of dan@example.com waits until dan@example.com"
                                    + " has accepted the invite");
        }
    }

    @Test
    void names_every_part_of_a_file() throws IOException {
        String page = page();

        assertThat(ResourceKinds.byKey(ResourceKinds.OF_PROJECT).keySet())
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`").contains(key + ":"));
        assertThat(ResourceKinds.byKey(ResourceKinds.OF_ORGANIZATION).keySet())
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`").contains(key + ":"));
        assertThat(ExactPart.names()).allSatisfy(part -> assertThat(page).contains("`" + part + "`"));
    }
}
