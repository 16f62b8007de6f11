package dev.openaiadmin.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Standard output or standard error in UTF-8, whatever the locale. It remembers when it could not be written to. */
public final class StandardStream {
    private final Watched watched;
    private final PrintWriter writer;

    private StandardStream(FileDescriptor descriptor) {
        this.watched = new Watched(new BufferedOutputStream(new FileOutputStream(descriptor)));
        this.writer = new PrintWriter(new OutputStreamWriter(watched, StandardCharsets.UTF_8));
    }

    /** Opens standard output. */
    public static StandardStream out() {
        return new StandardStream(FileDescriptor.out);
    }

    /** Opens standard error. */
    public static StandardStream err() {
        return new StandardStream(FileDescriptor.err);
    }

    /** Returns the writer, which buffers. */
    public PrintWriter writer() {
        return writer;
    }

    /** Writes what is left, and returns the first failure of all writes, or null when everything was written. */
    public @Nullable IOException finish() {
        writer.flush();
        return watched.failure;
    }

    /** A print writer does not say why it failed. */
    private static final class Watched extends FilterOutputStream {
        private @Nullable IOException failure;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            try {
                out.write(b);
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        private IOException remembered(IOException e) {
            failure = failure == null ? e : failure;
            return e;
        }
    }
}
