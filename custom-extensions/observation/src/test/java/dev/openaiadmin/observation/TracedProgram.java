package dev.openaiadmin.observation;

import dev.openaiadmin.client.OpenAiAdmin;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;

/** Retrieves a project, with spans by Micrometer or with meters alone; {@link JavaAgentTest} attaches an agent. */
final class TracedProgram {
    private TracedProgram() {}

    /**
     * Runs one call.
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
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl(arguments[0])
                .options(options -> options.addListener(CallObservations.of(registry)))
                .build()) {
            System.out.println(admin.projects().retrieve("proj_1").id() + ", timed attempts: "
                    + meters.get("openai.admin.requests").timers().stream()
                            .mapToLong(timer -> timer.count())
                            .sum());
        }
    }
}
