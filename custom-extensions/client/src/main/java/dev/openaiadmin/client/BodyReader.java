package dev.openaiadmin.client;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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
    private static final int LONGEST_BELIEVED = 1024 * 1024;
    private static final int BUFFER = 8192;
    private static final int SHOWN = 200;

    private final int limit;

    BodyReader(int limit) {
        this.limit = limit;
    }

    /**
     * Reads a body.
     *
     * @param length what its bytes will be as they travel; negative when that is not known
     */
    byte[] read(InputStream stream, long length, @Nullable String encoding, int status, Progress progress)
            throws IOException {
        Body body = new Body(length);
        try {
            boolean whole = body.append(
                    unpacked(stream, encoding == null ? "" : encoding, status, progress),
                    status < 300 ? limit : LONGEST_ERROR);
            if (whole) {
                // What is packed ends before its last chunk. A connection on which more than that follows is not given
                // back: the next call would take it for its answer.
                if (stream.read() < 0) {
                    progress.ended();
                }
            } else if (status < 300) {
                throw new ResponseTooLargeException(
                        limit,
                        progress.exchange(),
                        status,
                        progress.requestId(),
                        Bodies.excerpt(body.bytes(), progress.request(), SHOWN));
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
        return body.bytes();
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

    /** Bytes as they arrive; where their number was known, without a copy. */
    private static final class Body {
        private byte[] bytes;
        private int length;

        /**
         * @param expected believed only up to a point: it would not do to keep memory ready for what never comes
         */
        Body(long expected) {
            bytes = new byte[expected < 0 ? BUFFER : (int) Math.min(expected, LONGEST_BELIEVED)];
        }

        /** Whether all of it went in. */
        boolean append(InputStream from, int limit) throws IOException {
            while (true) {
                int free = Math.min(bytes.length, limit) - length;
                if (free == 0) {
                    int next = from.read();
                    if (next < 0 || length == limit) {
                        return next < 0;
                    }
                    bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * length, BUFFER), limit));
                    bytes[length++] = (byte) next;
                } else {
                    int read = from.read(bytes, length, free);
                    if (read < 0) {
                        return true;
                    }
                    length += read;
                }
            }
        }

        byte[] bytes() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }
}
