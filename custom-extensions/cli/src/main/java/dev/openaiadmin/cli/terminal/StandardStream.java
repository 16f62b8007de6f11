package dev.openaiadmin.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error in UTF-8, whatever the locale. It remembers when it could not be written to. Standard
 * output is written in whole lines, so that a script never reads half of an object when the program is stopped.
 */
public final class StandardStream {
    private final Watched watched;
    private final PrintWriter writer;

    private StandardStream(FileDescriptor descriptor, boolean wholeLines) {
        this.watched = new Watched(new FileOutputStream(descriptor), wholeLines);
        this.writer = new PrintWriter(new OutputStreamWriter(watched, StandardCharsets.UTF_8));
    }

    /** Opens standard output. */
    public static StandardStream out() {
        return new StandardStream(FileDescriptor.out, true);
    }

    /** Opens standard error. */
    public static StandardStream err() {
        return new StandardStream(FileDescriptor.err, false);
    }

    /** Returns the writer, which buffers. */
    public PrintWriter writer() {
        return writer;
    }

    /** Writes what is left, and returns the first failure of all writes, or null when everything was written. */
    public @Nullable IOException finish() {
        writer.flush();
        return watched.finish();
    }

    /** Waits for the end of the line that is being written, and writes no other one. */
    public void stop() {
        watched.stop();
    }

    /** A print writer does not say why it failed. */
    private static final class Watched extends OutputStream {
        private static final int BUFFER = 8192;
        /** A reader that reads no more must not keep the program from ending. */
        private static final long SECONDS_TO_STOP = 1;

        private final OutputStream out;
        private final boolean wholeLines;
        private final ReentrantLock lock = new ReentrantLock();
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER);
        /** The length of the lines in the buffer that are complete. */
        private int complete;

        private volatile boolean stopped;
        private @Nullable IOException failure;

        Watched(OutputStream out, boolean wholeLines) {
            this.out = out;
            this.wholeLines = wholeLines;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                buffer.write(bytes, offset, length);
                int end = offset + length;
                int last = end - 1;
                while (last >= offset && bytes[last] != '\n') {
                    last--;
                }
                if (last >= offset) {
                    complete = buffer.size() - (end - 1 - last);
                }
                if (buffer.size() >= BUFFER) {
                    writeOut(wholeLines ? complete : buffer.size());
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void flush() throws IOException {
            lock.lock();
            try {
                writeOut(wholeLines ? complete : buffer.size());
            } finally {
                lock.unlock();
            }
        }

        private void writeOut(int length) throws IOException {
            if (length == 0 || stopped) {
                return;
            }
            byte[] bytes = buffer.toByteArray();
            buffer.reset();
            buffer.write(bytes, length, bytes.length - length);
            complete = 0;
            try {
                out.write(bytes, 0, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        @Nullable
        IOException finish() {
            lock.lock();
            try {
                writeOut(buffer.size());
            } catch (IOException e) {
                return failure;
            } finally {
                lock.unlock();
            }
            return failure;
        }

        void stop() {
            try {
                boolean locked = lock.tryLock(SECONDS_TO_STOP, TimeUnit.SECONDS);
                stopped = true;
                if (locked) {
                    lock.unlock();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
