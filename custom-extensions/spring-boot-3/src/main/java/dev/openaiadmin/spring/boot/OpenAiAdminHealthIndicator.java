package dev.openaiadmin.spring.boot;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Reports the last result of the probe. */
final class OpenAiAdminHealthIndicator extends AbstractHealthIndicator {
    private final HealthProbe probe;

    OpenAiAdminHealthIndicator(HealthProbe probe) {
        super("The health of OpenAI's administration API could not be checked");
        this.probe = probe;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        HealthProbe.Result result = probe.check();
        builder.withDetail("checked", result.checked());
        if (result.failure() == null) {
            builder.up();
        } else {
            builder.down(result.failure());
        }
    }
}
