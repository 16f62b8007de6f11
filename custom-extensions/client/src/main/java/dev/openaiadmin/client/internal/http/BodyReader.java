package dev.openaiadmin.client.internal.http;

import dev.openaiadmin.client.internal.http.TransportFailure.BodyCorrupt;
import dev.openaiadmin.client.internal.http.TransportFailure.BodyTooLarge;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body to its end, decompressed, and no further than the size limit. Of the body of an error response it keeps
 * what it could read: the status says more than the body.
 */
final class BodyReader {
    private static final int LONGEST_ERROR = 1024 * 1024;
    private static final int LONGEST_ALLOCATION = 1024 * 1024;
    private static final int BUFFER = 8192;
    private static final int SHOWN = 1024;

    private final int limit;

    BodyReader(int limit) {
        this.limit = limit;
    }

    /** Reads the body of a response and releases its connection. */
    SendResult read(ClassicHttpResponse incoming, ResponseHeaders headers, ExchangeContext exchange)
            throws IOException {
        int status = incoming.getCode();
        boolean success = status < 300;
        HttpEntity entity = incoming.getEntity();
        if (entity == null) {
            return new HttpResponse(status, headers, new byte[0]);
        }
        GrowingBuffer body = new GrowingBuffer(entity.getContentLength());
        try {
            InputStream packed = entity.getContent();
            InputStream stream = decompressed(packed, headers);
            if (stream == null && success) {
                return corrupt("The response is compressed in an unknown way", status, exchange, null);
            }
            if (stream == null || !body.append(stream, success ? limit : LONGEST_ERROR)) {
                return success
                        ? new BodyTooLarge(
                                limit,
                                status,
                                exchange.requestId(),
                                new String(body.beginning(SHOWN), StandardCharsets.UTF_8))
                        : new HttpResponse(status, headers, body.bytes());
            }
            // A compressed body ends before its last chunk. A connection with more bytes than that is not used again.
            if (packed.read() < 0) {
                exchange.receivedBody();
            }
        } catch (ZipException | EOFException e) {
            if (success) {
                return corrupt("The gzip data of the response is corrupt", status, exchange, e);
            }
        } catch (IOException e) {
            if (success) {
                throw e;
            }
        }
        return new HttpResponse(status, headers, body.bytes());
    }

    /** Returns null when the encoding is unknown. */
    private static @Nullable InputStream decompressed(InputStream packed, ResponseHeaders headers) throws IOException {
        String encoding = headers.first(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT).strip()) {
            case "", "identity" -> packed;
            case "gzip", "x-gzip" -> new GZIPInputStream(new SingleMember(packed), BUFFER);
            default -> null;
        };
    }

    private static BodyCorrupt corrupt(
            String problem, int status, ExchangeContext exchange, @Nullable Throwable cause) {
        return new BodyCorrupt(problem, status, exchange.requestId(), cause);
    }

    /** Hides that more may follow: Java reads one member of gzip after another by recursion, until the stack overflows. */
    private static final class SingleMember extends FilterInputStream {
        SingleMember(InputStream packed) {
            super(packed);
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /** The bytes of a body as they arrive. Not copied when their number was announced. */
    private static final class GrowingBuffer {
        private byte[] bytes;
        private int length;

        /**
         * @param announced trusted only up to a point, so that no memory is allocated for bytes that never arrive
         */
        GrowingBuffer(long announced) {
            bytes = new byte[announced < 0 ? BUFFER : (int) Math.min(announced, LONGEST_ALLOCATION)];
        }

        /** Returns whether all bytes fit. */
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
            return length == bytes.length ? bytes : beginning(length);
        }

        byte[] beginning(int size) {
            return Arrays.copyOf(bytes, Math.min(size, length));
        }
    }
}
