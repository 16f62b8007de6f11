package dev.openaiadmin.cli.output;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the result of a command, one object after the other, so that long lists appear as they arrive. */
public final class ResultWriter implements AutoCloseable {
    private final ResultFormat format;
    private final TimeFormat time;
    private final Set<String> times;
    private final ZoneId zone;
    private boolean begun;

    ResultWriter(ResultFormat format, TimeFormat time, Set<String> times, ZoneId zone) {
        this.format = format;
        this.time = time;
        this.times = times;
        this.zone = zone;
    }

    /** Writes an object of a list, or the only one. */
    public void write(@Nullable Object value) {
        begun = true;
        format.write(time.rewritten(value, times, zone));
    }

    /** Tells that all objects are written, so that an empty list is shown as one. */
    public void complete() {
        begun = true;
    }

    /** Writes what the formats keep until all objects are there. Nothing is written if the first request failed. */
    @Override
    public void close() {
        if (begun) {
            format.end();
        }
    }

    /** Returns whether nobody reads the output any more. */
    public boolean isClosed() {
        return format.out().checkError();
    }

    static Map<?, ?> fields(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
