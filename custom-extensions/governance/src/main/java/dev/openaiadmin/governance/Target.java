package dev.openaiadmin.governance;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The project of a blueprint; while it is still to be made, a promise of its id. */
final class Target {
    private final String name;
    private final Waiting waiting;
    private @Nullable String id;
    private @Nullable Instant madeAt;

    Target(String name, Waiting waiting, @Nullable String id) {
        this.name = name;
        this.waiting = waiting;
        this.id = id;
    }

    String name() {
        return name;
    }

    boolean isThere() {
        return id != null;
    }

    String id() {
        if (id == null) {
            throw new IllegalStateException("The project " + name + " is made before anything else of it");
        }
        return id;
    }

    void made(String newId) {
        this.id = newId;
        this.madeAt = waiting.now();
    }

    /** Makes a call on the project, which may take a while to be there for everybody. */
    <T> T call(Supplier<T> call) {
        return madeAt == null ? call.get() : waiting.onceThere(madeAt, call);
    }
}
