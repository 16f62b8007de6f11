package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.governance.internal.ReadLag;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The project of a blueprint; it has no id until it is created. */
public final class ProjectReference {
    private final String name;
    private final ReadLag lag;
    private @Nullable String id;
    private @Nullable Instant createdAt;

    public ProjectReference(String name, ReadLag lag, @Nullable String id) {
        this.name = name;
        this.lag = lag;
        this.id = id;
    }

    public String name() {
        return name;
    }

    public boolean exists() {
        return id != null;
    }

    public @Nullable String idOrNull() {
        return id;
    }

    public String id() {
        if (id == null) {
            throw new IllegalStateException("The project " + name + " is created before anything else in it");
        }
        return id;
    }

    public void created(String newId) {
        this.id = newId;
        this.createdAt = lag.now();
    }

    /** Makes a call on the project, which the API may not know everywhere yet. */
    public <T> T call(Supplier<T> call) {
        return createdAt == null ? call.get() : lag.onceThere(createdAt, call);
    }
}
