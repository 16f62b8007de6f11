package dev.openaiadmin.network;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * An SLF4J provider that records what threads of chosen groups log, at every level; all other threads log nothing. The
 * build names it to SLF4J.
 */
public final class RecordingLog implements SLF4JServiceProvider {
    private static final Map<ThreadGroup, Queue<String>> RECORDED = new ConcurrentHashMap<>();

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Creates the provider; SLF4J does so. */
    public RecordingLog() {}

    /** Starts to record what the threads of a group log. */
    static void record(ThreadGroup group) {
        RECORDED.put(group, new ConcurrentLinkedQueue<>());
    }

    /** Ends the recording of a group, and returns the lines. */
    static List<String> take(ThreadGroup group) {
        return List.copyOf(Objects.requireNonNull(RECORDED.remove(group), "not recorded"));
    }

    private static @Nullable Queue<String> linesOfThisThread() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        return group == null ? null : RECORDED.get(group);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Recorder::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // There is nothing to prepare.
    }

    private static final class Recorder extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            StringWriter line = new StringWriter();
            line.append(level + " " + name + " "
                    + MessageFormatter.arrayFormat(pattern, arguments).getMessage());
            if (thrown != null) {
                thrown.printStackTrace(new PrintWriter(line, true));
            }
            Queue<String> lines = linesOfThisThread();
            if (lines != null) {
                lines.add(line.toString());
            }
        }

        @Override
        public boolean isTraceEnabled() {
            return linesOfThisThread() != null;
        }

        @Override
        public boolean isDebugEnabled() {
            return linesOfThisThread() != null;
        }

        @Override
        public boolean isInfoEnabled() {
            return linesOfThisThread() != null;
        }

        @Override
        public boolean isWarnEnabled() {
            return linesOfThisThread() != null;
        }

        @Override
        public boolean isErrorEnabled() {
            return linesOfThisThread() != null;
        }
    }
}
