package dev.openaiadmin.cli.doctor;

import dev.openaiadmin.cli.doctor.TlsObserver.Handshake;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Says what a server showed when the connection was secured. */
final class TlsFindings {
    private TlsFindings() {}

    static void add(Findings findings, Handshake handshake, Instant now) {
        String store = "trust store " + TlsObserver.trustStore();
        String version = handshake.protocol() == null
                ? "of an unknown version"
                : handshake.protocol() + ", " + handshake.cipherSuite();
        findings.add("TLS", version + "\n" + store);
        X509Certificate certificate = handshake.certificate();
        Instant begins = certificate.getNotBefore().toInstant();
        Instant ends = certificate.getNotAfter().toInstant();
        String issuer = certificate.getIssuerX500Principal().getName();
        String detail = certificate.getSubjectX500Principal().getName() + ", issued by " + issuer;
        if (now.isAfter(ends)) {
            findings.addProblem(
                    "Certificate",
                    detail + ", expired " + ends,
                    "ask the operator of the server or of the proxy to renew it, or set the clock of this machine, if wrong");
        } else if (now.isBefore(begins)) {
            findings.addProblem(
                    "Certificate", detail + ", valid from " + begins, "set the clock of this machine, if it is wrong");
        } else if (handshake.trusted()) {
            findings.add("Certificate", detail + ", until " + ends + origin(handshake));
        } else {
            findings.addProblem(
                    "Certificate",
                    detail + ", until " + ends + ", is not trusted" + origin(handshake),
                    "if that is so, import the certificate of the issuer by keytool into a store, and name it:"
                            + " OPENAI_ADMIN_JAVA_OPTS='-Djavax.net.ssl.trustStore=FILE"
                            + " -Djavax.net.ssl.trustStorePassword=PASSWORD'");
        }
    }

    /** The certificate of a proxy that reads along is issued by an authority of its company. */
    private static String origin(Handshake handshake) {
        try {
            return TlsObserver.isIssuedByPublicAuthority(handshake)
                    ? ""
                    : "; no public authority issued it: it can be that of a proxy in between";
        } catch (GeneralSecurityException | IOException e) {
            return "";
        }
    }
}
