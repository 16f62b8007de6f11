package dev.openaiadmin.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body to its end, unpacked, and no further than the size limit. Of an answer that is an error anyway, it keeps
 * what it could read: the status says more than the body.
 */
final class BodyReader {
    private static final int LONGEST_ERROR = 1024 * 1024;
    private static final int BUFFER = 8192;
    private static final int SHOWN = 200;

    private final int limit;

    BodyReader(int limit) {
        this.limit = limit;
    }

    byte[] read(InputStream stream, @Nullable String encoding, int status, Progress progress) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            boolean whole = copy(
                    unpacked(stream, encoding == null ? "" : encoding, status, progress),
                    body,
                    status < 300 ? limit : LONGEST_ERROR);
            if (whole) {
                // What is packed ends before its last chunk, without which the connection cannot be used again.
                int unused = stream.read();
            } else if (status < 300) {
                throw new ResponseTooLargeException(
                        limit,
                        progress.exchange(),
                        status,
                        progress.requestId(),
                        Bodies.excerpt(body.toByteArray(), progress.request(), SHOWN));
            }
        } catch (ZipException | EOFException e) {
            if (status < 300) {
                throw unreadable("Broken gzip", status, progress, e);
            }
        } catch (IOException e) {
            if (status < 300) {
                throw e;
            }
        }
        return body.toByteArray();
    }

    /** Whether all of it went in. */
    private static boolean copy(InputStream from, ByteArrayOutputStream to, int limit) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int read = from.read(buffer);
        while (read >= 0 && read <= limit - to.size()) {
            to.write(buffer, 0, read);
            read = from.read(buffer);
        }
        if (read > 0) {
            to.write(buffer, 0, limit - to.size());
        }
        return read < 0;
    }

    private static InputStream unpacked(InputStream stream, String encoding, int status, Progress progress)
            throws IOException {
        return switch (encoding.toLowerCase(Locale.ROOT).strip()) {
            case "", "identity" -> stream;
            case "gzip", "x-gzip" -> new GZIPInputStream(new OneMember(stream), BUFFER);
            default -> {
                if (status < 300) {
                    throw unreadable("Answer packed as " + Bodies.shortened(encoding, 40), status, progress, null);
                }
                yield InputStream.nullInputStream();
            }
        };
    }

    private static UnreadableResponseException unreadable(
            String what, int status, Progress progress, @Nullable Throwable cause) {
        return new UnreadableResponseException(
                what, progress.exchange(), status, progress.requestId(), "(not unpacked)", cause);
    }

    /** Hides that more may follow: Java unpacks one archive after another by recursion, until the stack overflows. */
    private static final class OneMember extends FilterInputStream {
        OneMember(InputStream packed) {
            super(packed);
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
