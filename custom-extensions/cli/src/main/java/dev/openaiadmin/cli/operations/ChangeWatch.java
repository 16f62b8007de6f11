package dev.openaiadmin.cli.operations;

import java.io.PrintWriter;

/** Says what was and was not done when the user ends the program during a change. */
final class ChangeWatch implements AutoCloseable {
    private final Thread farewell;
    private volatile boolean done;

    private ChangeWatch(DescribedCommand described, PrintWriter err) {
        this.farewell = new Thread(
                () -> {
                    String words = described.words();
                    err.println(
                            done
                                    ? "\nStopped: " + words + " is done, and its output is incomplete."
                                    : "\nStopped: " + words
                                            + " was under way, and can have been carried out. Look before you repeat it.");
                    err.flush();
                },
                "stop of a change");
    }

    static ChangeWatch of(DescribedCommand described, PrintWriter err) {
        ChangeWatch watch = new ChangeWatch(described, err);
        if (described.changes()) {
            Runtime.getRuntime().addShutdownHook(watch.farewell);
        }
        return watch;
    }

    void done() {
        done = true;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException e) {
            // The program is being ended, and the message is being written.
            farewell.isAlive();
        }
    }
}
