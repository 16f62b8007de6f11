package dev.openaiadmin.client;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** A request that another thread can end, whichever stage of the library is at work on it. */
final class Outgoing extends BasicClassicHttpRequest implements CancellableDependency {
    private static final long serialVersionUID = 1L;

    private final transient HttpHost host;
    private final transient AtomicReference<@Nullable Cancellable> stage = new AtomicReference<>();
    private volatile boolean cancelled;

    Outgoing(String method, HttpHost host, String path) {
        super(method, host, path);
        this.host = host;
    }

    HttpHost host() {
        return host;
    }

    @Override
    public void setDependency(Cancellable stage) {
        this.stage.set(stage);
        if (cancelled) {
            stage.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        Cancellable current = stage.getAndSet(null);
        if (current != null) {
            current.cancel();
        }
        return current != null;
    }
}
