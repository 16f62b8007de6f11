package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.errors.NotFoundException;
import com.openai.models.admin.organization.adminapikeys.AdminApiKeyCreateParams;
import com.openai.models.admin.organization.auditlogs.AuditLogListParams;
import com.openai.models.admin.organization.certificates.CertificateActivateParams;
import com.openai.models.admin.organization.certificates.CertificateCreateParams;
import com.openai.models.admin.organization.certificates.CertificateDeactivateParams;
import com.openai.models.admin.organization.certificates.CertificateUpdateParams;
import com.openai.models.admin.organization.dataretention.DataRetentionUpdateParams;
import com.openai.models.admin.organization.externalkeys.ExternalKeyCreateParams;
import com.openai.models.admin.organization.invites.InviteCreateParams;
import com.openai.models.admin.organization.spendalerts.SpendAlertCreateParams;
import com.openai.models.admin.organization.spendalerts.SpendAlertUpdateParams;
import com.openai.models.admin.organization.spendlimit.SpendLimitUpdateParams;
import com.openai.models.admin.organization.usage.UsageAudioSpeechesParams;
import com.openai.models.admin.organization.usage.UsageAudioTranscriptionsParams;
import com.openai.models.admin.organization.usage.UsageCodeInterpreterSessionsParams;
import com.openai.models.admin.organization.usage.UsageCompletionsParams;
import com.openai.models.admin.organization.usage.UsageCostsParams;
import com.openai.models.admin.organization.usage.UsageDecisionsParams;
import com.openai.models.admin.organization.usage.UsageEmbeddingsParams;
import com.openai.models.admin.organization.usage.UsageFileSearchCallsParams;
import com.openai.models.admin.organization.usage.UsageImagesParams;
import com.openai.models.admin.organization.usage.UsageModerationsParams;
import com.openai.models.admin.organization.usage.UsageVectorStoresParams;
import com.openai.models.admin.organization.usage.UsageWebSearchCallsParams;
import com.openai.services.blocking.admin.OrganizationService;
import java.time.Duration;
import java.time.Instant;

/** Keys, certificates, invites, settings, spending and usage of an organization. */
final class OrganizationFlows {
    private OrganizationFlows() {}

    static void run(OrganizationService organization) {
        adminApiKeys(organization);
        certificates(organization);
        invites(organization);
        externalKeys(organization);
        settings(organization);
        spendAlerts(organization);
        usage(organization);
    }

    private static void adminApiKeys(OrganizationService organization) {
        var keys = organization.adminApiKeys();
        var created = keys.create(AdminApiKeyCreateParams.builder().name("nightly").build());

        assertTrue(created.value().startsWith("sk-admin-"));
        assertEquals("nightly", keys.retrieve(created.id()).name().orElseThrow());
        assertTrue(keys.list().data().stream().anyMatch(key -> key.id().equals(created.id())));
        assertTrue(keys.delete(created.id()).deleted());
        assertThrows(NotFoundException.class, () -> keys.retrieve(created.id()));
        var deletions = organization.auditLogs().list(AuditLogListParams.builder()
                .addEventType(AuditLogListParams.EventType.API_KEY_DELETED)
                .build());
        assertEquals(1, deletions.data().size());
    }

    private static void certificates(OrganizationService organization) {
        var certificates = organization.certificates();
        String id = certificates
                .create(CertificateCreateParams.builder()
                        .name("gateway")
                        .certificate(Certificates.pem())
                        .build())
                .id();

        certificates.update(id, CertificateUpdateParams.builder().name("edge").build());
        assertEquals("edge", certificates.retrieve(id).name().orElseThrow());
        assertTrue(certificates
                .activate(CertificateActivateParams.builder().addCertificateId(id).build())
                .data()
                .get(0)
                .active());
        assertEquals(1, certificates.list().data().size());
        certificates.deactivate(
                CertificateDeactivateParams.builder().addCertificateId(id).build());
        certificates.delete(id);
        assertEquals(0, certificates.list().data().size());
    }

    private static void invites(OrganizationService organization) {
        var invites = organization.invites();
        String id = invites.create(InviteCreateParams.builder()
                        .email("grace@example.com")
                        .role(InviteCreateParams.Role.READER)
                        .build())
                .id();

        assertEquals("grace@example.com", invites.retrieve(id).email());
        assertEquals(1, invites.list().data().size());
        assertTrue(invites.delete(id).deleted());
        assertThrows(NotFoundException.class, () -> invites.retrieve(id));
    }

    private static void externalKeys(OrganizationService organization) {
        var keys = organization.externalKeys();
        String id = keys.create(ExternalKeyCreateParams.Body.ofAws(ExternalKeyCreateParams.Body.Aws.builder()
                        .name("master")
                        .kmsArn("arn:aws:kms:us-east-1:123456789012:key/1")
                        .roleArn("arn:aws:iam::123456789012:role/openai")
                        .externalId("acme")
                        .build()))
                .id();

        assertEquals("master", keys.retrieve(id).name());
        assertEquals("valid", keys.validate(id).status());
        assertEquals(1, keys.list().data().size());
        keys.delete(id);
        assertThrows(NotFoundException.class, () -> keys.retrieve(id));
    }

    private static void settings(OrganizationService organization) {
        var retention = organization.dataRetention();
        retention.update(DataRetentionUpdateParams.builder()
                .retentionType(DataRetentionUpdateParams.RetentionType.ZERO_DATA_RETENTION)
                .build());
        assertEquals("zero_data_retention", retention.retrieve().type().asString());

        var limit = organization.spendLimit();
        limit.update(SpendLimitUpdateParams.builder()
                .currency(SpendLimitUpdateParams.Currency.USD)
                .interval(SpendLimitUpdateParams.Interval.MONTH)
                .thresholdAmount(500_00)
                .build());
        assertEquals(500_00, limit.retrieve().thresholdAmount());
        limit.delete();
        assertThrows(NotFoundException.class, limit::retrieve);
    }

    private static void spendAlerts(OrganizationService organization) {
        var alerts = organization.spendAlerts();
        String id = alerts.create(SpendAlertCreateParams.builder()
                        .currency(SpendAlertCreateParams.Currency.USD)
                        .interval(SpendAlertCreateParams.Interval.MONTH)
                        .thresholdAmount(100_00)
                        .notificationChannel(SpendAlertCreateParams.NotificationChannel.builder()
                                .addRecipient("finops@example.com")
                                .build())
                        .build())
                .id();

        alerts.update(
                id,
                SpendAlertUpdateParams.builder()
                        .currency(SpendAlertUpdateParams.Currency.USD)
                        .interval(SpendAlertUpdateParams.Interval.MONTH)
                        .thresholdAmount(200_00)
                        .notificationChannel(SpendAlertUpdateParams.NotificationChannel.builder()
                                .addRecipient("finops@example.com")
                                .build())
                        .build());
        assertEquals(200_00, alerts.retrieve(id).thresholdAmount());
        assertEquals(1, alerts.list().data().size());
        assertTrue(alerts.delete(id).deleted());
        assertEquals(0, alerts.list().data().size());
    }

    private static void usage(OrganizationService organization) {
        long from = Instant.now().minus(Duration.ofDays(3)).getEpochSecond();
        var usage = organization.usage();

        assertEquals(4, usage.costs(UsageCostsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.completions(UsageCompletionsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.embeddings(UsageEmbeddingsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.moderations(UsageModerationsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.decisions(UsageDecisionsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.images(UsageImagesParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.audioSpeeches(UsageAudioSpeechesParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.audioTranscriptions(UsageAudioTranscriptionsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.vectorStores(UsageVectorStoresParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.codeInterpreterSessions(UsageCodeInterpreterSessionsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.fileSearchCalls(UsageFileSearchCallsParams.builder().startTime(from).build()).data().size());
        assertEquals(4, usage.webSearchCalls(UsageWebSearchCallsParams.builder().startTime(from).build()).data().size());
    }
}
