package dev.openaiadmin.governance.blueprint.internal.scope;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SHA-256 fingerprints of certificates, as {@code openssl x509 -fingerprint -sha256} prints them. */
public final class Fingerprint {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern WITH_COLONS = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31}");

    private Fingerprint() {}

    /** Returns a fingerprint in lower case without colons, or null when the text is none. */
    public static @Nullable String normalized(String text) {
        String digits = WITH_COLONS.matcher(text).matches() ? text.replace(":", "") : text;
        String lower = digits.toLowerCase(Locale.ROOT);
        return HEX.matcher(lower).matches() ? lower : null;
    }

    /** Returns the fingerprint of a certificate in PEM format, or null when it cannot be read. */
    static @Nullable String ofPem(@Nullable String pem) {
        if (pem == null) {
            return null;
        }
        try {
            byte[] encoded = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
