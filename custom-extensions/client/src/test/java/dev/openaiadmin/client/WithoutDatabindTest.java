package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.model.Project;
import feign.Param;
import feign.RequestLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The client in a process without jackson-databind. */
class WithoutDatabindTest {

    @Test
    void reads_and_writes_described_types_and_unknown_fields() throws Exception {
        assertThat(ForkedJvm.without("jackson-databind").run(Application.class))
                .containsExactly(
                        "{\"name\":\"payments-prod\",\"color\":{\"r\":[1,0.10,10]}}",
                        "active",
                        "DiscoveryTokenVerification[type=discovery, discoveryUrl=u]");
    }

    @Test
    void names_the_missing_library_for_a_type_of_a_user_and_sends_nothing() throws Exception {
        assertThat(ForkedJvm.without("jackson-databind").run(ApplicationWithItsOwnTypes.class))
                .containsExactly(
                        Brief.class.getName() + " is not a type of this client: add"
                                + " com.fasterxml.jackson.core:jackson-databind to the application, or use maps, lists"
                                + " and plain values",
                        "0 requests");
    }

    static final class Application {
        public static void main(String[] arguments) {
            CannedApi api = new CannedApi().answers(200, CannedApi.PROJECT).answers(200, """
                    {"object": "organization.workload_identity_provider", "id": "idp_1", "name": "n", "type": "oidc",
                     "enabled": true, "issuer": "i", "audience": "a", "attribute_transformations": [],
                     "created_at": 1, "updated_at": 2, "verification": {"discovery_url": "u", "type": "discovery"}}""");
            Project project = api.client()
                    .projects()
                    .create(
                            "payments-prod",
                            request -> request.unknownField(
                                    "color", Map.of("r", List.of(1, new BigDecimal("0.10"), BigInteger.TEN))));
            System.out.println(api.requests.get(0).body());
            System.out.println(project.status());
            System.out.println(
                    api.client().workloadIdentityProviders().retrieve("idp_1").verification());
        }
    }

    static final class ApplicationWithItsOwnTypes {
        public static void main(String[] arguments) {
            CannedApi api = new CannedApi().answers(200, CannedApi.PROJECT);
            try {
                api.client().api(BriefProjects.class).retrieve("proj_1");
            } catch (OpenAiAdminException e) {
                System.out.println(e.getMessage());
                System.out.println(api.requests.size() + " requests");
            }
        }
    }

    record Brief(String name) {}

    /** An interface that a user writes. */
    public interface BriefProjects {
        /** Retrieves a project. */
        @RequestLine("GET /organization/projects/{id}")
        @Operation(id = "retrieveProject", retry = RetryRule.READ)
        Brief retrieve(@Param("id") String id);
    }
}
