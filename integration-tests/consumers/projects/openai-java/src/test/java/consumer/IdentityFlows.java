package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.models.admin.organization.externalstorage.ExternalStorageCreateParams;
import com.openai.models.admin.organization.projects.ProjectCreateParams;
import com.openai.models.admin.organization.projects.serviceaccounts.ServiceAccountCreateParams;
import com.openai.models.admin.organization.workloadidentityproviders.WorkloadIdentityProviderCreateParams;
import com.openai.models.admin.organization.workloadidentityproviders.WorkloadIdentityProviderUpdateParams;
import com.openai.models.admin.organization.workloadidentityproviders.federationrules.FederationRuleCreateParams;
import com.openai.models.admin.organization.workloadidentityproviders.federationrules.FederationRuleDeleteParams;
import com.openai.models.admin.organization.workloadidentityproviders.federationrules.FederationRuleRetrieveParams;
import com.openai.models.admin.organization.workloadidentityproviders.federationrules.FederationRuleUpdateParams;
import com.openai.services.blocking.admin.OrganizationService;

/** What connects a project with other clouds: storage, and workloads that have identities there. */
final class IdentityFlows {
    private IdentityFlows() {}

    static void run(OrganizationService organization) {
        String project = organization
                .projects()
                .create(ProjectCreateParams.builder().name("builds").build())
                .id();

        externalStorage(organization, project);
        workloadIdentity(organization, project);

        organization.projects().archive(project);
    }

    private static void externalStorage(OrganizationService organization, String project) {
        var storage = organization.externalStorage();
        String id = storage.create(ExternalStorageCreateParams.builder()
                        .projectId(project)
                        .provider(ExternalStorageCreateParams.Provider.Aws.builder()
                                .bucket("files")
                                .roleArn("arn:aws:iam::123456789012:role/openai")
                                .build())
                        .build())
                .id();

        assertEquals("pending", storage.retrieve(id).status().asString());
        assertEquals("validated", storage.validate(id).status().asString());
        assertEquals(1, storage.list().data().size());
        assertTrue(storage.delete(id).deleted());
        assertThrows(NotFoundException.class, () -> storage.retrieve(id));
    }

    private static void workloadIdentity(OrganizationService organization, String project) {
        var providers = organization.workloadIdentityProviders();
        String provider = providers
                .create(WorkloadIdentityProviderCreateParams.builder()
                        .name("builds")
                        .issuer("https://builds.example.com")
                        .audience("https://api.openai.com")
                        .build())
                .id();
        providers.update(
                provider,
                WorkloadIdentityProviderUpdateParams.builder().enabled(false).build());
        assertFalse(providers.retrieve(provider).enabled());
        assertEquals(1, providers.list().data().size());

        String account = organization
                .projects()
                .serviceAccounts()
                .create(
                        project,
                        ServiceAccountCreateParams.builder().name("builds").build())
                .id();
        var rules = providers.federationRules();
        String rule = rules.create(
                        provider,
                        FederationRuleCreateParams.builder()
                                .projectId(project)
                                .serviceAccountId(account)
                                .attributeMatchers(FederationRuleCreateParams.AttributeMatchers.builder()
                                        .putAdditionalProperty("team", JsonValue.from("payments"))
                                        .build())
                                .build())
                .id();
        rules.update(
                rule,
                FederationRuleUpdateParams.builder()
                        .workloadIdentityProviderId(provider)
                        .name("releases")
                        .build());
        assertEquals(
                "releases",
                rules.retrieve(
                                rule,
                                FederationRuleRetrieveParams.builder()
                                        .workloadIdentityProviderId(provider)
                                        .build())
                        .name()
                        .orElseThrow());
        assertEquals(1, rules.list(provider).data().size());
        assertTrue(rules.delete(
                        rule,
                        FederationRuleDeleteParams.builder()
                                .workloadIdentityProviderId(provider)
                                .build())
                .deleted());

        assertTrue(providers.delete(provider).deleted());
        assertEquals(0, providers.list().data().size());
    }
}
