package dev.openaiadmin.governance.audit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of the audit log. One thread calls it, and waits for it: a slow sink slows the reading down.
 *
 * <pre>{@code
 * AuditTrail.follow(admin).to(event -> queue.send(event.id(), event.json()))
 * }</pre>
 *
 * <p>A sink that only has {@link #accept} can receive events again: after a crash, those since the last checkpoint, at most a
 * thousand, in the same order and with the same ids. A sink that can undo what it took since a position receives every event
 * exactly once in effect, as {@link FileSink} does: {@link #commit} returns the position, which is saved with the checkpoint,
 * and {@link #open} returns to it.
 */
@FunctionalInterface
public interface AuditSink extends AutoCloseable {
    /**
     * Takes an event. Returns when it is stored, or will be with the next {@link #commit}.
     *
     * @param event the next event
     * @throws IOException when it cannot be stored; the follower ends, and the event is delivered again by the next one
     */
    void accept(AuditEvent event) throws IOException;

    /**
     * Prepares for events, before the first one and after a failure. Does nothing by default.
     *
     * @param position what {@link #commit} or this method returned when the checkpoint was saved last, or null when there is
     *     no checkpoint yet; what the sink took afterwards is delivered again
     * @return the position at which the sink is now, or null
     * @throws IOException when events cannot be stored
     */
    default @Nullable String open(@Nullable String position) throws IOException {
        return null;
    }

    /**
     * Stores all events that were taken, so that they survive a crash. Does nothing by default.
     *
     * @return what the sink needs to return to this position, or null
     * @throws IOException when they cannot be stored
     */
    default @Nullable String commit() throws IOException {
        return null;
    }

    /**
     * Ends the sink. Does nothing by default.
     *
     * @throws IOException when that fails
     */
    @Override
    default void close() throws IOException {}

    /**
     * Returns a sink that prints events to standard output, in UTF-8 and whatever the locale.
     *
     * @param format such as {@link AuditFormat#jsonLines()}
     * @return the sink; closing it leaves standard output open
     */
    static AuditSink standardOutput(AuditFormat format) {
        return writer(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), format);
    }

    /**
     * Returns a sink that prints events. It flushes the writer at each commit, and never closes it.
     *
     * @param out where the lines go; when it is a {@link java.io.PrintWriter}, its errors end the follower
     * @param format such as {@link AuditFormat#jsonLines()}
     * @return the sink
     */
    static AuditSink writer(Writer out, AuditFormat format) {
        return new WriterSink(out, format);
    }
}
