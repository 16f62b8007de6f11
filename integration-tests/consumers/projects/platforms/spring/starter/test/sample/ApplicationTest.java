package sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.ReadOnlyException;
import dev.openaiadmin.spring.boot.test.AutoConfigureOrganization;
import dev.openaiadmin.testkit.InMemoryOrganization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

@SpringBootTest(properties = "openai.admin.key=sk-admin-canary")
@AutoConfigureOrganization
class ApplicationTest {
    @Autowired
    private Application.Reports reports;

    @Autowired
    private AdminApi openai;

    @Autowired
    private InMemoryOrganization organization;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private List<SanitizingFunction> sanitizers;

    @Test
    void the_injected_client_reads_and_obeys_the_properties() {
        assertEquals(List.of("Default project"), reports.projectNames());
        assertThrows(ReadOnlyException.class, () -> openai.projects().create("payments-prod"));
        assertEquals(1, organization.requests().size());
    }

    @Test
    void the_key_is_masked_where_the_actuator_shows_values() {
        ConfigurationPropertiesReportEndpoint configprops =
                new ConfigurationPropertiesReportEndpoint(sanitizers, Show.ALWAYS);
        configprops.setApplicationContext(context);
        String report = configprops.configurationProperties().getContexts().values().stream()
                .flatMap(each -> each.getBeans().values().stream())
                .filter(bean -> "openai.admin".equals(bean.getPrefix()))
                .map(bean -> bean.getProperties().toString())
                .findFirst()
                .orElseThrow();
        assertTrue(report.contains("key=******"), "the key is not masked");
        assertTrue(report.contains("readOnly=true"), "other values are masked");
        assertFalse(report.contains("canary"), "the key is shown");

        assertEquals(
                "******",
                new EnvironmentEndpoint(context.getEnvironment(), sanitizers, Show.ALWAYS)
                        .environmentEntry("openai.admin.key")
                        .getProperty()
                        .getValue());
    }
}
