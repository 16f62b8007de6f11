package dev.openaiadmin.cli.terminal;

/** The threads that run when a signal ends the program. */
public final class ShutdownHooks {
    private ShutdownHooks() {}

    /** Removes a thread, unless the program is ending and the thread runs already. */
    public static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending.
        }
    }
}
