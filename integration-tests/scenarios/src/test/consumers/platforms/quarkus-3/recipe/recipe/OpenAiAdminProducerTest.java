package recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import org.junit.jupiter.api.Test;

/** Calls the producer as the container does, without a container. */
@WithOrganization
class OpenAiAdminProducerTest {
    @Test
    void the_producer_creates_and_closes_the_client(InMemoryOrganization organization) {
        OpenAiAdminProducer producer = new OpenAiAdminProducer();
        OpenAiAdmin admin = producer.openAiAdmin(organization.adminKey(), organization.baseUrl());

        assertEquals(1, admin.projects().list().stream().count());
        producer.close(admin);
        assertThrows(ClientClosedException.class, () -> admin.projects().retrieve("proj_1"));
    }
}
