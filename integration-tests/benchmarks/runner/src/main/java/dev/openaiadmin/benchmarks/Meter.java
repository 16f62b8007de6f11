package dev.openaiadmin.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has taken so far. Apart from the work, so that a process that only starts does not pay for it. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final File TASKS = new File("/proc/self/task");

    private Meter() {}

    /** Bytes that the living threads have allocated. */
    static long allocatedBytes() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Time that the living threads have been on a core, those of the compilers and of the collector among them. */
    static long cpuNanos() {
        long sum = 0;
        for (String task : TASKS.list()) {
            try {
                String waited = Files.readString(Path.of(TASKS.getPath(), task, "schedstat"));
                sum += Long.parseLong(waited.substring(0, waited.indexOf(' ')));
            } catch (IOException e) {
                // It has just ended: before its file was opened, or before it was read.
            }
        }
        return sum;
    }
}
