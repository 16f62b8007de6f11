package dev.openaiadmin.spring.boot;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.ProjectsApi;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.client.RateLimitException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls the API at most once in a while, by one attempt that does not take part in the rate limiting of other calls. All
 * callers in between receive the last result. Safe for use by many threads.
 */
final class HealthProbe {
    private static final ProjectsApi.ListQuery ONE_PROJECT =
            ProjectsApi.ListQuery.builder().limit(1).build();

    private final AdminApi api;
    private final Duration cacheFor;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Result last;

    HealthProbe(OpenAiAdmin admin, OpenAiAdminProperties.Health properties, Clock clock) {
        this.api = admin.with(options ->
                options.timeout(properties.getTimeout()).maxAttempts(1).pacing(false));
        this.cacheFor = properties.getCacheFor();
        this.clock = clock;
    }

    /**
     * The result of a call.
     *
     * @param checked when the API was called
     * @param failure why the API cannot be used, or null if it can
     */
    record Result(Instant checked, @Nullable OpenAiAdminException failure) {}

    /**
     * Returns the last result, or calls the API if that is too old.
     *
     * @return the result
     */
    Result check() {
        lock.lock();
        try {
            Instant now = clock.instant();
            Result known = last;
            if (known == null || !now.isBefore(known.checked().plus(cacheFor))) {
                known = new Result(now, call());
                last = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable OpenAiAdminException call() {
        try {
            api.projects().listPage(ONE_PROJECT);
            return null;
        } catch (RateLimitException | PermissionException e) {
            // The API has responded and has accepted the key.
            return null;
        } catch (OpenAiAdminException e) {
            return e;
        }
    }
}
