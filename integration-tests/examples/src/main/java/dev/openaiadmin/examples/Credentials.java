package dev.openaiadmin.examples;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.CheckpointPermission;
import dev.openaiadmin.model.CodexIdentityMapping;
import dev.openaiadmin.model.CodexIdentityProvider;
import dev.openaiadmin.model.CreatedAdminApiKey;
import dev.openaiadmin.model.CreatedServiceAccount;
import dev.openaiadmin.model.FederationRule;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ServiceAccountApiKey;
import dev.openaiadmin.model.WorkloadIdentityProvider;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Keys, and what stands in for them. */
final class Credentials {
    static final Map<String, Tour.Example> EXAMPLES = Map.of(
            "adminApiKeys", Credentials::adminApiKeys,
            "serviceAccounts", Credentials::serviceAccounts,
            "projectApiKeys", Credentials::projectApiKeys,
            "certificates", Credentials::certificates,
            "projectCertificates", Credentials::projectCertificates,
            "workloadIdentityProviders", Credentials::workloadIdentityProviders,
            "federationRules", Credentials::federationRules,
            "codexIdentityProviders", Credentials::codexIdentityProviders,
            "codexIdentityMappings", Credentials::codexIdentityMappings,
            "checkpointPermissions", Credentials::checkpointPermissions);

    private Credentials() {}

    private static void adminApiKeys(AdminApi admin, PrintStream out) {
        CreatedAdminApiKey key = admin.adminApiKeys().create("nightly-report");
        out.println("  the value is shown once, and never printed: " + key);
        for (AdminApiKey each : admin.adminApiKeys().list()) {
            out.println("  " + each.name() + " was used at " + each.lastUsedAt());
        }
        admin.adminApiKeys().delete(key.id());
    }

    private static void serviceAccounts(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        CreatedServiceAccount account = admin.serviceAccounts().create(project.id(), "ci");
        ServiceAccountApiKey key = account.apiKey();
        if (key != null) {
            store(key.value());
            out.println("  " + account.name() + " has the key " + key.id());
        }
        admin.serviceAccounts().delete(project.id(), account.id());
    }

    private static void projectApiKeys(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        admin.serviceAccounts().create(project.id(), "ci");
        for (ProjectApiKey key : admin.projectApiKeys().list(project.id())) {
            out.println("  " + key.redactedValue() + " was used at " + key.lastUsedAt());
        }
    }

    private static void certificates(AdminApi admin, PrintStream out) {
        admin.certificates().list().forEach(certificate -> out.println("  " + certificate.name()));
    }

    private static void projectCertificates(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        admin.projectCertificates().list(project.id()).forEach(certificate -> out.println("  " + certificate.name()));
    }

    private static void workloadIdentityProviders(AdminApi admin, PrintStream out) {
        WorkloadIdentityProvider provider = admin.workloadIdentityProviders()
                .create("github", "https://token.actions.githubusercontent.com", "https://api.openai.com/v1");
        out.println("  " + provider.name() + " vouches for workloads by " + provider.issuer());
    }

    private static void federationRules(AdminApi admin, PrintStream out) {
        Project project = admin.projects().create("payments-prod");
        CreatedServiceAccount account = admin.serviceAccounts().create(project.id(), "ci");
        String provider = admin.workloadIdentityProviders()
                .create("github", "https://token.actions.githubusercontent.com", "https://api.openai.com/v1")
                .id();
        FederationRule rule = admin.federationRules()
                .create(provider, project.id(), account.id(), Map.of("repository", "example/payments"));
        out.println("  workloads with " + rule.attributeMatchers() + " act as " + rule.serviceAccountId());
    }

    private static void codexIdentityProviders(AdminApi admin, PrintStream out) {
        CodexIdentityProvider provider = createCodexProvider(admin);
        admin.codexIdentityProviders().modify(provider.id(), changes -> changes.enabled(false));
        for (CodexIdentityProvider each : admin.codexIdentityProviders().list().data()) {
            out.println("  " + each.name() + " trusts " + each.issuer() + ", enabled: " + each.enabled());
        }
    }

    private static void codexIdentityMappings(AdminApi admin, PrintStream out) {
        CodexIdentityMapping mapping = admin.codexIdentityMappings()
                .create(
                        createCodexProvider(admin).id(),
                        "ws_example",
                        "user_example",
                        request -> request.externalSubject("repo:example/payments:*"));
        out.println("  " + mapping.externalSubject() + " acts as " + mapping.principalId());
    }

    private static CodexIdentityProvider createCodexProvider(AdminApi admin) {
        return admin.codexIdentityProviders()
                .create("builds", "https://builds.example.com", request -> request.audience("codex"));
    }

    private static void checkpointPermissions(AdminApi admin, PrintStream out) {
        String checkpoint = "ft:gpt-4o-mini-2024-07-18:example:weather:B7R9VjQd";
        Project project = admin.projects().create("payments-prod");
        admin.checkpointPermissions().create(checkpoint, List.of(project.id()));
        for (CheckpointPermission permission : admin.checkpointPermissions().list(checkpoint)) {
            out.println("  " + permission.projectId() + " may use " + checkpoint);
        }
    }

    /** Where a real program hands the secret to its vault. */
    private static void store(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("There is no secret to store");
        }
    }
}
