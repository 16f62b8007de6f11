package dev.openaiadmin.testkit.internal.command;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** What a command prints, and how it ends. */
final class Console {
    private final PrintWriter out;

    Console(CommandSpec command) {
        this.out = command.commandLine().getOut();
    }

    /** Prints a line at once. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * Waits until the process is told to end, and then runs the last action of the command.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void waitForEnd(Runnable lastAction) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(lastAction));
        // The end of the process is the end of the wait.
        new CountDownLatch(1).await();
    }
}
