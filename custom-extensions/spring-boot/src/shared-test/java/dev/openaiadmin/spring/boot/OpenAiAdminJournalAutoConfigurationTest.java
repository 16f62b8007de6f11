package dev.openaiadmin.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.jdbc.GovernanceDatabase;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@WithOrganization
class OpenAiAdminJournalAutoConfigurationTest {
    private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:application", "", "");

    private ApplicationContextRunner application(InMemoryOrganization organization) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenAiAdminAutoConfiguration.class,
                        OpenAiAdminGovernanceAutoConfiguration.class,
                        OpenAiAdminJournalAutoConfiguration.class))
                .withPropertyValues(
                        "openai.admin.key=" + organization.adminKey(),
                        "openai.admin.base-url=" + organization.baseUrl());
    }

    @AfterEach
    void dispose() {
        pool.dispose();
    }

    @Test
    void keeps_the_journal_of_the_workflows_in_the_database_that_the_application_has(
            InMemoryOrganization organization) {
        application(organization)
                .withBean(DataSource.class, () -> pool)
                .withPropertyValues("openai.admin.journal.name=production")
                .run(context -> {
                    context.getBean(Governance.class)
                            .plan(ProjectBlueprint.named("payments-prod"))
                            .apply();

                    assertThat(context.getBean(ApplyJournal.class)).hasToString("production in the database");
                    assertThat(GovernanceDatabase.open(pool)
                                    .journal("production")
                                    .entries())
                            .isNotEmpty();
                });
    }

    @Test
    void keeps_no_journal_in_the_database_unless_a_property_names_it(InMemoryOrganization organization) {
        application(organization)
                .withBean(DataSource.class, () -> pool)
                .run(context ->
                        assertThat(context).hasSingleBean(Governance.class).doesNotHaveBean(ApplyJournal.class));
    }

    @Test
    void fails_to_start_without_a_database(InMemoryOrganization organization) {
        application(organization)
                .withPropertyValues("openai.admin.journal.name=production")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(NoSuchBeanDefinitionException.class)
                        .hasMessageContaining("javax.sql.DataSource"));
    }

    @Test
    void starts_without_the_library(InMemoryOrganization organization) {
        application(organization)
                .withClassLoader(new FilteredClassLoader("dev.openaiadmin.governance.jdbc", "org.flywaydb"))
                .withPropertyValues("openai.admin.journal.name=production")
                .run(context ->
                        assertThat(context).hasSingleBean(Governance.class).doesNotHaveBean(ApplyJournal.class));
    }
}
