package consumer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A certificate to upload. */
final class Certificates {
    private Certificates() {}

    static String pem() {
        try (InputStream pem = Certificates.class.getResourceAsStream("/gateway.pem")) {
            return new String(pem.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
