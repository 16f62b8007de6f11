package dev.openaiadmin.spring.boot;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.keys.SecretSink;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Creates the workflows if their jar is present. Beans of type {@link ApplyJournal} and {@link SecretSink} are used by them.
 */
@AutoConfiguration(after = OpenAiAdminAutoConfiguration.class)
@ConditionalOnClass(Governance.class)
@ConditionalOnBean(OpenAiAdmin.class)
public final class OpenAiAdminGovernanceAutoConfiguration {

    OpenAiAdminGovernanceAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    Governance openAiAdminGovernance(
            OpenAiAdmin admin, ObjectProvider<ApplyJournal> journal, ObjectProvider<SecretSink> secrets) {
        Governance.Builder builder = Governance.builder(admin);
        journal.ifAvailable(builder::journal);
        secrets.ifAvailable(builder::secrets);
        return builder.build();
    }
}
