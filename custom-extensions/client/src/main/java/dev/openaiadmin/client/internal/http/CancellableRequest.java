package dev.openaiadmin.client.internal.http;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** A request that any thread can cancel, whichever step of the library is processing it. */
final class CancellableRequest extends BasicClassicHttpRequest implements CancellableDependency {
    private static final long serialVersionUID = 1L;

    private final transient HttpHost host;
    private final transient AtomicReference<@Nullable Cancellable> step = new AtomicReference<>();
    private volatile boolean cancelled;

    CancellableRequest(String method, HttpHost host, String path) {
        super(method, host, path);
        this.host = host;
    }

    HttpHost host() {
        return host;
    }

    @Override
    public void setDependency(Cancellable step) {
        this.step.set(step);
        if (cancelled) {
            step.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        Cancellable current = step.getAndSet(null);
        if (current != null) {
            current.cancel();
        }
        return current != null;
    }
}
