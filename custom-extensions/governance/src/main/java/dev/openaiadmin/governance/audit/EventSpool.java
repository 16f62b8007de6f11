package dev.openaiadmin.governance.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the events of a window by time and id. What exceeds a bound goes to a temporary file in sorted parts, which are
 * merged in the end; so the memory does not grow with the window. The file has no name where the system allows it, and is
 * otherwise readable by its owner only and deleted in the end.
 */
final class EventSpool implements Closeable {
    /**
     * The maximum number of characters in memory: about 8 MB, which fits into a heap of 64 MB with one buffer for each
     * part.
     */
    private static final long MOST_CHARACTERS = 4L * 1024 * 1024;

    private static final int MERGE_BUFFER = 16 * 1024;

    private final List<ReceivedEvent> buffer = new ArrayList<>();
    private final List<Long> parts = new ArrayList<>();
    private long characters;
    private @Nullable RandomAccessFile file;
    private @Nullable Path path;

    /** Adds an event. */
    void add(ReceivedEvent event) throws IOException {
        buffer.add(event);
        characters += event.json().length();
        if (characters > MOST_CHARACTERS) {
            spill();
        }
    }

    private void spill() throws IOException {
        RandomAccessFile out = file == null ? create() : file;
        Collections.sort(buffer);
        parts.add(out.length());
        out.seek(out.length());
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(new Output(out), MERGE_BUFFER));
        for (ReceivedEvent event : buffer) {
            data.writeLong(event.at());
            write(data, event.id());
            write(data, event.type());
            write(data, event.json());
        }
        data.flush();
        buffer.clear();
        characters = 0;
    }

    private RandomAccessFile create() throws IOException {
        Path created = Files.createTempFile("openai-audit-", ".tmp");
        RandomAccessFile opened = new RandomAccessFile(created.toFile(), "rw");
        file = opened;
        try {
            // A process that is killed then leaves nothing behind.
            Files.delete(created);
        } catch (IOException e) {
            // Some systems do not delete open files.
            path = created;
        }
        return opened;
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Returns a cursor over all events in order. Nothing can be added afterwards. */
    Sorted sorted() throws IOException {
        Collections.sort(buffer);
        return new Sorted();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }

    /** Events in order. */
    final class Sorted {
        private final PriorityQueue<Part> queue = new PriorityQueue<>();

        private Sorted() throws IOException {
            RandomAccessFile spilled = file;
            for (int i = 0; spilled != null && i < parts.size(); i++) {
                long end = i + 1 < parts.size() ? parts.get(i + 1) : spilled.length();
                enqueue(new Part(new SpilledEvents(new Input(spilled, parts.get(i), end))));
            }
            enqueue(new Part(new BufferedEvents()));
        }

        private void enqueue(Part part) throws IOException {
            if (part.advance()) {
                queue.add(part);
            }
        }

        /** Returns the next event, or null at the end. */
        @Nullable
        ReceivedEvent next() throws IOException {
            Part first = queue.poll();
            if (first == null) {
                return null;
            }
            ReceivedEvent event = first.head();
            enqueue(first);
            return event;
        }
    }

    private interface Events {
        @Nullable
        ReceivedEvent next() throws IOException;
    }

    private final class BufferedEvents implements Events {
        private int next;

        @Override
        public @Nullable ReceivedEvent next() {
            return next < buffer.size() ? buffer.get(next++) : null;
        }
    }

    private static final class SpilledEvents implements Events {
        private final Input input;
        private final DataInputStream data;

        SpilledEvents(Input input) {
            this.input = input;
            this.data = new DataInputStream(new BufferedInputStream(input, MERGE_BUFFER));
        }

        @Override
        public @Nullable ReceivedEvent next() throws IOException {
            if (input.isAtEnd() && data.available() == 0) {
                return null;
            }
            long at = data.readLong();
            return new ReceivedEvent(text(), text(), at, text());
        }

        private String text() throws IOException {
            byte[] bytes = new byte[data.readInt()];
            data.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** A sorted part; ordered by its next event. */
    private static final class Part implements Comparable<Part> {
        private final Events events;
        private @Nullable ReceivedEvent head;

        Part(Events events) {
            this.events = events;
        }

        boolean advance() throws IOException {
            head = events.next();
            return head != null;
        }

        ReceivedEvent head() {
            if (head == null) {
                throw new IllegalStateException("Only parts with a next event are in the queue");
            }
            return head;
        }

        @Override
        public int compareTo(Part other) {
            return head().compareTo(other.head());
        }
    }

    private static final class Output extends OutputStream {
        private final RandomAccessFile file;

        Output(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            file.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }
    }

    /** A part of the file; other parts are read in between. */
    private static final class Input extends InputStream {
        private final RandomAccessFile file;
        private final long end;
        private long next;

        Input(RandomAccessFile file, long start, long end) {
            this.file = file;
            this.next = start;
            this.end = end;
        }

        boolean isAtEnd() {
            return next >= end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (isAtEnd()) {
                return -1;
            }
            file.seek(next);
            int read = file.read(bytes, offset, (int) Math.min(length, end - next));
            next += Math.max(read, 0);
            return read;
        }
    }
}
