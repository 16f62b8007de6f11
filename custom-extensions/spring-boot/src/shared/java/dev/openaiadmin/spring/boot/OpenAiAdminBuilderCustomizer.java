package dev.openaiadmin.spring.boot;

import dev.openaiadmin.client.OpenAiAdmin;

/**
 * Changes the builder of the client after the properties have been applied. Beans of this type are called in their order.
 */
@FunctionalInterface
public interface OpenAiAdminBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder of the client
     */
    void customize(OpenAiAdmin.Builder builder);
}
