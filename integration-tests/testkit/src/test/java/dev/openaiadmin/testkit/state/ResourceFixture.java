package dev.openaiadmin.testkit.state;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What tests of resources begin with: the organization of the test, whose clock stands still, a client of it, and a project.
 * For tests with {@code WithOrganization}, as a field with {@code RegisterExtension}.
 */
final class ResourceFixture implements BeforeEachCallback {
    private @Nullable InMemoryOrganization organization;
    private @Nullable PlainHttp http;
    private @Nullable String project;

    @Override
    public void beforeEach(ExtensionContext context) throws NoSuchMethodException {
        context.getExecutableInvoker()
                .invoke(ResourceFixture.class.getDeclaredMethod("begin", InMemoryOrganization.class), this);
    }

    /** Receives the organization from the extension that tests use. */
    void begin(InMemoryOrganization given) {
        organization = given;
        http = new PlainHttp(given);
        FixedClock.set(given, FixedClock.NOW);
    }

    InMemoryOrganization organization() {
        return Objects.requireNonNull(organization);
    }

    PlainHttp http() {
        return Objects.requireNonNull(http);
    }

    /** Returns the id of a project, which the first call creates. */
    String project() {
        String known = project;
        if (known == null) {
            known = organization().projects().add("payments");
            project = known;
        }
        return known;
    }

    /** Returns a path of the project, such as {@code /organization/projects/proj_1/users}. */
    String inProject(String name) {
        return "/organization/projects/" + project() + "/" + name;
    }
}
