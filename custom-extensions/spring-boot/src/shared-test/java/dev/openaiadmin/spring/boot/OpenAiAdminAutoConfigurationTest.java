package dev.openaiadmin.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.AdminKey;
import dev.openaiadmin.client.AdminKeySource;
import dev.openaiadmin.client.CallListener;
import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ReadOnlyException;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.observation.CallObservations;
import dev.openaiadmin.observation.ConnectionPoolMetrics;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

@WithOrganization
class OpenAiAdminAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ourAutoConfigurations()))
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class));

    /** Returns what an application finds by the list in the jar. */
    private static Class<?>[] ourAutoConfigurations() {
        return ImportCandidates.load(
                        org.springframework.boot.autoconfigure.AutoConfiguration.class,
                        OpenAiAdminAutoConfiguration.class.getClassLoader())
                .getCandidates()
                .stream()
                .filter(name -> name.startsWith("dev.openaiadmin."))
                .map(OpenAiAdminAutoConfigurationTest::load)
                .toArray(Class<?>[]::new);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is listed and does not exist", e);
        }
    }

    private ApplicationContextRunner configured(InMemoryOrganization organization) {
        return application.withPropertyValues(
                "openai.admin.key=" + organization.adminKey(), "openai.admin.base-url=" + organization.baseUrl());
    }

    @Test
    void creates_a_client_that_is_injected_by_its_interface_too(InMemoryOrganization organization) {
        configured(organization).run(context -> {
            AdminApi api = context.getBean(AdminApi.class);

            assertThat(api).isSameAs(context.getBean(OpenAiAdmin.class));
            assertThat(api.projects().create("payments-prod").name()).isEqualTo("payments-prod");
        });
    }

    @Test
    void closes_the_client_with_the_context(InMemoryOrganization organization) {
        List<OpenAiAdmin> clients = new ArrayList<>();
        configured(organization).run(context -> clients.add(context.getBean(OpenAiAdmin.class)));

        assertThatThrownBy(() -> clients.get(0).projects().retrieve("proj_1"))
                .isInstanceOf(ClientClosedException.class);
    }

    @Test
    void explains_that_no_key_is_set() {
        application.run(context -> {
            assertThat(context).hasFailed();
            assertThat(analysisOf(context).getDescription()).contains("has no admin key");
            assertThat(analysisOf(context).getAction())
                    .contains("openai.admin.key", "OPENAI_ADMIN_KEY", "openai.admin.key-file", "AdminKeySource");
        });
    }

    @Test
    void explains_which_value_is_invalid_without_the_key(InMemoryOrganization organization) {
        configured(organization)
                .withPropertyValues("openai.admin.base-url=http://api.example.com/v1")
                .run(context -> assertThat(analysisOf(context).getDescription()).contains("baseUrl"));
        configured(organization)
                .withPropertyValues("openai.admin.key=canary with spaces")
                .run(context -> assertThat(analysisOf(context).getDescription())
                        .contains("adminKey")
                        .doesNotContain("canary"));
    }

    private static FailureAnalysis analysisOf(AssertableApplicationContext context) {
        List<FailureAnalysis> analyses = analysesOf(context);
        assertThat(analyses).hasSize(1);
        return analyses.get(0);
    }

    /** Asks the analyzers that the list in the jar names; some of Spring Boot need arguments that are not here. */
    private static List<FailureAnalysis> analysesOf(AssertableApplicationContext context) {
        Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "the application started");
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, problem) -> {})
                .stream()
                .filter(analyzer -> analyzer.getClass().getName().startsWith("dev.openaiadmin."))
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void leaves_failures_of_other_beans_to_others() {
        application
                .withPropertyValues("openai.admin.key=sk-admin-canary")
                .withBean("other", Object.class, () -> OpenAiAdmin.builder().maxConnections(0))
                .run(context -> assertThat(analysesOf(context)).isEmpty());
    }

    @Test
    void reads_the_key_from_a_file(InMemoryOrganization organization, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), organization.adminKey() + "\n");

        application
                .withPropertyValues("openai.admin.key-file=" + file, "openai.admin.base-url=" + organization.baseUrl())
                .run(context -> assertThat(projects(context)).isEqualTo(1));
    }

    @Test
    void prefers_a_key_source_of_the_application(InMemoryOrganization organization) {
        configured(organization)
                .withPropertyValues("openai.admin.key=sk-admin-canary")
                .withBean(AdminKeySource.class, () -> () -> AdminKey.of(organization.adminKey()))
                .run(context -> assertThat(projects(context)).isEqualTo(1));
    }

    @Test
    void applies_customizers_after_the_properties(InMemoryOrganization organization) {
        configured(organization)
                .withPropertyValues("openai.admin.max-connections=5")
                .withBean(OpenAiAdminBuilderCustomizer.class, () -> builder -> builder.maxConnections(7))
                .run(context -> assertThat(context.getBean(OpenAiAdmin.class).connectionPoolStats())
                        .hasValueSatisfying(pool -> assertThat(pool.max()).isEqualTo(7)));
    }

    @Test
    void leaves_a_client_of_the_application_alone(InMemoryOrganization organization) {
        application
                .withBean(
                        "own",
                        OpenAiAdmin.class,
                        () -> OpenAiAdmin.builder()
                                .adminKey(organization.adminKey())
                                .baseUrl(organization.baseUrl())
                                .build())
                .run(context -> assertThat(context)
                        .hasSingleBean(OpenAiAdmin.class)
                        .hasSingleBean(Governance.class)
                        .doesNotHaveBean(OpenAiAdminAutoConfiguration.BEAN_NAME));
    }

    @Test
    void creates_nothing_when_it_is_disabled() {
        application
                .withPropertyValues("openai.admin.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(OpenAiAdmin.class)
                        .doesNotHaveBean(Governance.class));
    }

    @Test
    void applies_the_options_of_calls(InMemoryOrganization organization) {
        organization.failNext(Fault.named("unavailable").on("listProjects"));
        configured(organization)
                .withPropertyValues("openai.admin.max-attempts=1", "openai.admin.read-only=true")
                .run(context -> {
                    AdminApi api = context.getBean(AdminApi.class);

                    assertThatThrownBy(() -> projects(context)).isInstanceOf(ServerException.class);
                    assertThat(organization.requestCount("listProjects")).isEqualTo(1);
                    assertThatThrownBy(() -> api.projects().create("payments-prod"))
                            .isInstanceOf(ReadOnlyException.class);
                });
    }

    @Test
    void binds_every_property_to_the_builder(InMemoryOrganization organization) {
        configured(organization)
                .withPropertyValues(
                        "openai.admin.organization=" + organization.id(),
                        "openai.admin.timeout=20s",
                        "openai.admin.connect-timeout=2s",
                        "openai.admin.read-timeout=3s",
                        "openai.admin.connection-wait=4s",
                        "openai.admin.max-connections=5",
                        "openai.admin.max-response-size=1MB",
                        "openai.admin.pacing=false",
                        "openai.admin.allow-plain-http=true",
                        "openai.admin.proxy.from-environment=true",
                        "openai.admin.health.cache-for=2m",
                        "openai.admin.health.timeout=6s")
                .run(context -> {
                    assertThat(projects(context)).isEqualTo(1);
                    assertThat(context.getBean(OpenAiAdmin.class).connectionPoolStats())
                            .hasValueSatisfying(pool -> assertThat(pool.max()).isEqualTo(5));
                    OpenAiAdminProperties properties = context.getBean(OpenAiAdminProperties.class);
                    assertThat(properties.getTimeout()).isEqualTo(Duration.ofSeconds(20));
                    assertThat(properties.getHealth().getCacheFor()).isEqualTo(Duration.ofMinutes(2));
                });
    }

    @Test
    void refuses_values_that_are_out_of_range(InMemoryOrganization organization) {
        for (String value : List.of(
                "timeout=0s",
                "connect-timeout=2d",
                "read-timeout=0s",
                "connection-wait=0s",
                "max-attempts=11",
                "max-connections=0",
                "max-response-size=0B",
                "organization=an organization",
                "proxy.host=http://proxy",
                "proxy.password=canary")) {
            configured(organization)
                    .withPropertyValues("openai.admin.proxy.from-environment=true", "openai.admin." + value)
                    .run(context -> assertThat(analysisOf(context).getDescription())
                            .as(value)
                            .contains("must be"));
        }
    }

    @Test
    void sends_requests_through_the_proxy(InMemoryOrganization organization) {
        configured(organization)
                .withPropertyValues(
                        "openai.admin.base-url=https://127.0.0.1:9/v1",
                        "openai.admin.proxy.host=proxy.invalid",
                        "openai.admin.proxy.port=3128",
                        "openai.admin.max-attempts=1")
                .run(context -> assertThatThrownBy(() -> projects(context))
                        .isInstanceOf(ConnectionException.class)
                        .hasStackTraceContaining("proxy.invalid"));
    }

    @Test
    void logs_in_to_the_proxy(InMemoryOrganization organization) throws Exception {
        try (LoginProxy proxy = LoginProxy.start()) {
            configured(organization)
                    .withPropertyValues(
                            "openai.admin.base-url=https://127.0.0.1:9/v1",
                            "openai.admin.proxy.host=127.0.0.1",
                            "openai.admin.proxy.port=" + proxy.port(),
                            "openai.admin.proxy.username=ada",
                            "openai.admin.proxy.password=canary")
                    .run(context -> assertThatThrownBy(() -> projects(context))
                            .isInstanceOf(ConnectionException.class)
                            .hasMessageContaining("check the user and the password of the proxy")
                            .hasMessageNotContaining("canary"));

            assertThat(proxy.logins())
                    .containsExactly("Basic " + Base64.getEncoder().encodeToString("ada:canary".getBytes(UTF_8)));
        }
    }

    @Test
    void takes_certificates_from_an_ssl_bundle(InMemoryOrganization organization) {
        configured(organization)
                .withPropertyValues("openai.admin.ssl.bundle=missing")
                .run(context ->
                        assertThat(context).getFailure().hasRootCauseInstanceOf(NoSuchSslBundleException.class));
        configured(organization)
                .withPropertyValues(
                        "openai.admin.ssl.bundle=api", "spring.ssl.bundle.jks.api.options.enabled-protocols=TLSv1.3")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void adds_listeners_of_the_application(InMemoryOrganization organization) {
        List<String> operations = new ArrayList<>();
        configured(organization)
                .withBean(CallListener.Factory.class, () -> call -> {
                    operations.add(call.operation());
                    return new CallListener() {};
                })
                .run(OpenAiAdminAutoConfigurationTest::projects);

        assertThat(operations).containsExactly("listProjects");
    }

    @Test
    void records_observations_in_the_registry_of_the_application(InMemoryOrganization organization) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        ApplicationContextRunner observed =
                configured(organization).withBean(ObservationRegistry.class, () -> registry);

        observed.withPropertyValues("openai.admin.observations.enabled=false").run(context -> {
            projects(context);
            assertThat(context).doesNotHaveBean(ConnectionPoolMetrics.class);
        });
        assertThat(meters.getMeters()).isEmpty();
        observed.run(context -> {
            projects(context);
            assertThat(context).hasSingleBean(ConnectionPoolMetrics.class);
        });
        assertThat(meters.get(CallObservations.CALLS).timer().count()).isEqualTo(1);
        assertThat(meters.get(CallObservations.ATTEMPTS).timer().count()).isEqualTo(1);
    }

    @Test
    void creates_the_workflows_if_their_jar_is_present(InMemoryOrganization organization) {
        configured(organization).run(context -> assertThat(context).hasSingleBean(Governance.class));
        configured(organization)
                .withClassLoader(new FilteredClassLoader("dev.openaiadmin.governance"))
                .run(context ->
                        assertThat(context).hasSingleBean(OpenAiAdmin.class).doesNotHaveBean("openAiAdminGovernance"));
    }

    @Test
    void works_without_the_libraries_that_are_optional(InMemoryOrganization organization) {
        configured(organization)
                .withClassLoader(new FilteredClassLoader(
                        "dev.openaiadmin.governance",
                        "dev.openaiadmin.testkit",
                        "io.micrometer.core",
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health"))
                .run(context -> assertThat(projects(context)).isEqualTo(1));
    }

    @Test
    void masks_keys_in_endpoints(InMemoryOrganization organization) {
        configured(organization).run(context -> {
            SanitizingFunction function = context.getBean(SanitizingFunction.class);

            assertThat(Stream.of(
                                    data("openai.admin.key", "secret"),
                                    data("OPENAI_ADMIN_KEY", "secret"),
                                    data("openai.admin.proxy.password", "secret"),
                                    data("OPENAI_ADMIN_PROXY_PASSWORD", "secret"),
                                    data("other", "sk-admin-canary"),
                                    data("openai.admin.base-url", "https://api.openai.com/v1"))
                            .map(function::apply)
                            .map(SanitizableData::getValue))
                    .containsExactly("******", "******", "******", "******", "******", "https://api.openai.com/v1");
        });
    }

    private static SanitizableData data(String key, String value) {
        return new SanitizableData(new MapPropertySource("test", Map.of()), key, value);
    }

    private static long projects(AssertableApplicationContext context) {
        return context.getBean(AdminApi.class).projects().list().stream().count();
    }
}
