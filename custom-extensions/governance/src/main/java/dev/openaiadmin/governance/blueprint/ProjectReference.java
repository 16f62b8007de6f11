package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.internal.ReadLag;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The project of a blueprint; it has no id until it is created. */
final class ProjectReference {
    private final String name;
    private final ReadLag lag;
    private @Nullable String id;
    private @Nullable Instant createdAt;

    ProjectReference(String name, ReadLag lag, @Nullable String id) {
        this.name = name;
        this.lag = lag;
        this.id = id;
    }

    String name() {
        return name;
    }

    boolean exists() {
        return id != null;
    }

    @Nullable
    String idOrNull() {
        return id;
    }

    String id() {
        if (id == null) {
            throw new IllegalStateException("The project " + name + " is created before anything else in it");
        }
        return id;
    }

    void created(String newId) {
        this.id = newId;
        this.createdAt = lag.now();
    }

    /** Makes a call on the project, which the API may not know everywhere yet. */
    <T> T call(Supplier<T> call) {
        return createdAt == null ? call.get() : lag.onceThere(createdAt, call);
    }
}
