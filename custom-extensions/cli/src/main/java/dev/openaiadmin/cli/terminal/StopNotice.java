package dev.openaiadmin.cli.terminal;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Tells on standard error what was and was not done when a signal ends the program, such as that of Ctrl-C. */
public final class StopNotice implements AutoCloseable {
    private final Thread hook;

    private StopNotice(Thread hook) {
        this.hook = hook;
    }

    /**
     * Returns a notice that is given until it is closed.
     *
     * @param message tells what was done until now; called when the signal arrives, on a thread of its own
     */
    public static StopNotice of(PrintWriter err, Supplier<String> message) {
        Thread hook = new Thread(
                () -> {
                    err.println("\nStopped: " + message.get());
                    err.flush();
                },
                "openai-admin-stop-notice");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopNotice(hook);
    }

    /** Returns the result of an action, during which the notice is given. */
    public static <T> T during(PrintWriter err, Supplier<String> message, Supplier<T> action) {
        StopNotice notice = of(err, message);
        try {
            return action.get();
        } finally {
            notice.close();
        }
    }

    @Override
    public void close() {
        ShutdownHooks.remove(hook);
    }
}
