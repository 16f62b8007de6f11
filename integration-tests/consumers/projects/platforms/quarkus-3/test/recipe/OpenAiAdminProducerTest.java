package recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.OpenAiAdmin;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The producer in an application that Quarkus starts. */
@QuarkusTest
@QuarkusTestResource(OrganizationResource.class)
class OpenAiAdminProducerTest {
    /** Keeps the producer: Quarkus removes beans that nobody injects. */
    @Inject
    OpenAiAdmin admin;

    @Test
    void the_container_creates_the_client_and_closes_it() {
        assertEquals(1, admin.projects().list().stream().count());

        Arc.container().instance(OpenAiAdmin.class).destroy();

        assertThrows(ClientClosedException.class, () -> admin.projects().retrieve("proj_1"));
    }
}
