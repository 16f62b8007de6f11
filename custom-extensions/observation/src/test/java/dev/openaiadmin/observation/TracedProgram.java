package dev.openaiadmin.observation;

import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.OpenAiAdmin;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;

/**
 * Retrieves a project, and another one through a proxy that does not exist, with spans by Micrometer or with meters alone.
 * {@link JavaAgentTest} attaches an agent.
 */
final class TracedProgram {
    private TracedProgram() {}

    /**
     * Runs the calls.
     *
     * @param arguments the base URL, and {@code spans} or {@code meters}
     */
    public static void main(String[] arguments) {
        ObservationRegistry registry = ObservationRegistry.create();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        if (arguments[1].equals("spans")) {
            Tracing.add(registry, GlobalOpenTelemetry.get());
        }
        try (OpenAiAdmin admin = client(registry).baseUrl(arguments[0]).build();
                OpenAiAdmin proxied = client(registry)
                        .baseUrl("https://127.0.0.1:1/v1")
                        .proxy("127.0.0.1", 1)
                        .options(options -> options.maxAttempts(1))
                        .build()) {
            System.out.println(admin.projects().retrieve("proj_1").id() + ", timed attempts: "
                    + meters.get("openai.admin.requests").timers().stream()
                            .mapToLong(timer -> timer.count())
                            .sum());
            try {
                proxied.projects().retrieve("proj_2");
            } catch (ConnectionException e) {
                System.out.println("proxied: " + e.reason());
            }
        }
    }

    private static OpenAiAdmin.Builder client(ObservationRegistry registry) {
        return OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .options(options -> options.addListener(CallObservations.of(registry)));
    }
}
