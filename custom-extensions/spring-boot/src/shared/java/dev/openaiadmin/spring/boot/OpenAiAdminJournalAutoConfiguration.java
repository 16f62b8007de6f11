package dev.openaiadmin.spring.boot;

import dev.openaiadmin.governance.jdbc.GovernanceDatabase;
import dev.openaiadmin.governance.journal.ApplyJournal;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/**
 * Keeps the journal of the workflows in the database of the application, if a property names it and
 * {@code openai-admin-governance-jdbc} is present.
 */
@AutoConfiguration(before = OpenAiAdminGovernanceAutoConfiguration.class)
@ConditionalOnClass({GovernanceDatabase.class, DataSource.class})
@ConditionalOnProperty("openai.admin.journal.name")
public final class OpenAiAdminJournalAutoConfiguration {

    OpenAiAdminJournalAutoConfiguration() {}

    /** The migrations of the application come first, since they may require a schema without tables. */
    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    ApplyJournal openAiAdminJournal(DataSource source, @Value("${openai.admin.journal.name}") String name) {
        return GovernanceDatabase.open(source).journal(name);
    }
}
