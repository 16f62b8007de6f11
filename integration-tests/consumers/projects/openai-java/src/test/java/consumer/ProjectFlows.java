package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.errors.NotFoundException;
import com.openai.models.admin.organization.certificates.CertificateCreateParams;
import com.openai.models.admin.organization.projects.ProjectCreateParams;
import com.openai.models.admin.organization.projects.ProjectUpdateParams;
import com.openai.models.admin.organization.projects.certificates.CertificateActivateParams;
import com.openai.models.admin.organization.projects.certificates.CertificateDeactivateParams;
import com.openai.models.admin.organization.projects.dataretention.DataRetentionUpdateParams;
import com.openai.models.admin.organization.projects.hostedtoolpermissions.HostedToolPermissionUpdateParams;
import com.openai.models.admin.organization.projects.modelpermissions.ModelPermissionUpdateParams;
import com.openai.models.admin.organization.projects.ratelimits.RateLimitUpdateRateLimitParams;
import com.openai.models.admin.organization.projects.servicetiersettings.ServiceTierSettingUpdateParams;
import com.openai.models.admin.organization.projects.spendalerts.SpendAlertCreateParams;
import com.openai.models.admin.organization.projects.spendalerts.SpendAlertDeleteParams;
import com.openai.models.admin.organization.projects.spendalerts.SpendAlertRetrieveParams;
import com.openai.models.admin.organization.projects.spendalerts.SpendAlertUpdateParams;
import com.openai.models.admin.organization.projects.spendlimit.SpendLimitUpdateParams;
import com.openai.services.blocking.admin.OrganizationService;
import com.openai.services.blocking.admin.organization.ProjectService;
import java.util.List;

/** A project from its creation to its archive, and its settings. */
final class ProjectFlows {
    private ProjectFlows() {}

    static void run(OrganizationService organization) {
        ProjectService projects = organization.projects();
        String project = projects.create(
                        ProjectCreateParams.builder().name("payments").build())
                .id();
        projects.update(project, ProjectUpdateParams.builder().name("payments-prod").build());
        assertEquals("payments-prod", projects.retrieve(project).name().orElseThrow());
        assertEquals(2, projects.list().data().size());

        certificates(organization, project);
        permissions(projects, project);
        rateLimits(projects, project);
        spending(projects, project);

        assertEquals("archived", projects.archive(project).status().orElseThrow());
        assertEquals(1, projects.list().data().size());
    }

    private static void certificates(OrganizationService organization, String project) {
        String id = organization
                .certificates()
                .create(CertificateCreateParams.builder()
                        .name("gateway")
                        .certificate(Certificates.pem())
                        .build())
                .id();
        var certificates = organization.projects().certificates();

        certificates.activate(
                project,
                CertificateActivateParams.builder().addCertificateId(id).build());
        assertTrue(certificates.list(project).data().get(0).active());
        certificates.deactivate(
                project,
                CertificateDeactivateParams.builder().addCertificateId(id).build());
        assertFalse(certificates.list(project).data().get(0).active());
        organization.certificates().delete(id);
    }

    private static void permissions(ProjectService projects, String project) {
        var models = projects.modelPermissions();
        models.update(
                project,
                ModelPermissionUpdateParams.builder()
                        .mode(ModelPermissionUpdateParams.Mode.ALLOW_LIST)
                        .addModelId("gpt-5")
                        .build());
        assertEquals(List.of("gpt-5"), models.retrieve(project).modelIds());
        assertTrue(models.delete(project).deleted());

        var tools = projects.hostedToolPermissions();
        tools.update(
                project,
                HostedToolPermissionUpdateParams.builder()
                        .webSearch(HostedToolPermissionUpdateParams.WebSearch.builder()
                                .enabled(false)
                                .build())
                        .build());
        assertFalse(tools.retrieve(project).webSearch().enabled());

        var tiers = projects.serviceTierSettings();
        tiers.update(
                project,
                ServiceTierSettingUpdateParams.builder()
                        .default_(ServiceTierSettingUpdateParams.Default.FAST)
                        .build());
        assertEquals("fast", tiers.retrieve(project).default_().asString());

        var retention = projects.dataRetention();
        retention.update(
                project,
                DataRetentionUpdateParams.builder()
                        .retentionType(DataRetentionUpdateParams.RetentionType.NONE)
                        .build());
        assertEquals("none", retention.retrieve(project).type().asString());
    }

    private static void rateLimits(ProjectService projects, String project) {
        var limits = projects.rateLimits();
        String id = limits.listRateLimits(project).data().get(0).id();

        limits.updateRateLimit(
                id,
                RateLimitUpdateRateLimitParams.builder()
                        .projectId(project)
                        .maxRequestsPer1Minute(7)
                        .build());
        assertEquals(7, limits.listRateLimits(project).data().get(0).maxRequestsPer1Minute());
    }

    private static void spending(ProjectService projects, String project) {
        var limit = projects.spendLimit();
        limit.update(
                project,
                SpendLimitUpdateParams.builder()
                        .currency(SpendLimitUpdateParams.Currency.USD)
                        .interval(SpendLimitUpdateParams.Interval.MONTH)
                        .thresholdAmount(50_00)
                        .build());
        assertEquals(50_00, limit.retrieve(project).thresholdAmount());
        limit.delete(project);
        assertThrows(NotFoundException.class, () -> limit.retrieve(project));

        var alerts = projects.spendAlerts();
        String id = alerts.create(
                        project,
                        SpendAlertCreateParams.builder()
                                .currency(SpendAlertCreateParams.Currency.USD)
                                .interval(SpendAlertCreateParams.Interval.MONTH)
                                .thresholdAmount(10_00)
                                .notificationChannel(SpendAlertCreateParams.NotificationChannel.builder()
                                        .addRecipient("finops@example.com")
                                        .build())
                                .build())
                .id();
        alerts.update(
                id,
                SpendAlertUpdateParams.builder()
                        .projectId(project)
                        .currency(SpendAlertUpdateParams.Currency.USD)
                        .interval(SpendAlertUpdateParams.Interval.MONTH)
                        .thresholdAmount(20_00)
                        .notificationChannel(SpendAlertUpdateParams.NotificationChannel.builder()
                                .addRecipient("finops@example.com")
                                .build())
                        .build());
        assertEquals(
                20_00,
                alerts.retrieve(id, SpendAlertRetrieveParams.builder().projectId(project).build())
                        .thresholdAmount());
        assertEquals(1, alerts.list(project).data().size());
        alerts.delete(id, SpendAlertDeleteParams.builder().projectId(project).build());
        assertEquals(0, alerts.list(project).data().size());
    }
}
