package dev.openaiadmin.spring.boot.test;

import dev.openaiadmin.client.AdminKey;
import dev.openaiadmin.client.AdminKeySource;
import dev.openaiadmin.spring.boot.OpenAiAdminBuilderCustomizer;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** An organization on a server of its own, and what makes the client talk to it. */
@TestConfiguration(proxyBeanMethods = false)
final class OrganizationConfiguration {
    @Bean(destroyMethod = "close")
    OrganizationServer organizationServer() {
        return OrganizationServer.start();
    }

    @Bean
    InMemoryOrganization organization(OrganizationServer server) {
        return server.organization();
    }

    @Bean
    @Primary
    AdminKeySource organizationAdminKeySource(InMemoryOrganization organization) {
        AdminKey key = AdminKey.of(organization.adminKey());
        return () -> key;
    }

    /** The last customizer, so that no other one sends requests elsewhere. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    OpenAiAdminBuilderCustomizer organizationCustomizer(InMemoryOrganization organization) {
        return builder -> builder.baseUrl(organization.baseUrl());
    }
}
