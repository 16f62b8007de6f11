package dev.openaiadmin.governance.internal;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the threads of parallel reads: virtual ones if the caller runs on a virtual thread, which needs Java 21, and
 * daemon threads otherwise.
 */
final class ReadThreads implements ThreadFactory {
    private static final String NAME = "openai-governance-read-";

    /** {@code Thread.isVirtual}; null before Java 21, on which virtual threads are not a preview any more. */
    private static final @Nullable Method IS_VIRTUAL = isVirtual();

    private final AtomicInteger created = new AtomicInteger();

    private ReadThreads() {}

    static ThreadFactory forCaller() {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invoke(Thread.currentThread())
                    ? virtual()
                    : new ReadThreads();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Virtual threads cannot be created", e);
        }
    }

    private static @Nullable Method isVirtual() {
        try {
            return Runtime.version().feature() < 21 ? null : Thread.class.getMethod("isVirtual");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Calls {@code Thread.ofVirtual().name(NAME, 1).factory()}. */
    private static ThreadFactory virtual() throws ReflectiveOperationException {
        Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
        Object threads = Thread.class.getMethod("ofVirtual").invoke(null);
        Object named = builder.getMethod("name", String.class, long.class).invoke(threads, NAME, 1L);
        return (ThreadFactory) builder.getMethod("factory").invoke(named);
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, NAME + created.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
