package dev.openaiadmin.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks servers as Java does by default, and remembers what the first one showed. The client connects with it, so that the
 * findings are those of its own connection, also through a proxy.
 */
final class TlsObserver extends X509ExtendedTrustManager {
    private static final String STORE = "javax.net.ssl.trustStore";

    private final X509ExtendedTrustManager trust;
    private final AtomicReference<@Nullable Handshake> first = new AtomicReference<>();

    /**
     * What a server showed.
     *
     * @param protocol the version of TLS; null if the certificate was checked without a connection
     * @param cipherSuite the cipher suite
     * @param certificates the certificate of the server, and those of its issuers
     * @param authType the kind of the key exchange
     * @param trusted whether the certificate is trusted
     */
    record Handshake(
            @Nullable String protocol,
            @Nullable String cipherSuite,
            List<X509Certificate> certificates,
            String authType,
            boolean trusted) {
        X509Certificate certificate() {
            return certificates.get(0);
        }
    }

    TlsObserver() throws GeneralSecurityException {
        this.trust = trustManager(null);
    }

    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("Java has no manager of trust in X.509 certificates"));
    }

    /** Returns a context like the default one of Java, which this observes. */
    SSLContext context() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(), new TrustManager[] {this}, null);
        return context;
    }

    /** Returns the managers of the client's own certificate, which the system properties of Java name. */
    private static KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
        String file = System.getProperty("javax.net.ssl.keyStore", "");
        if (file.isEmpty()) {
            return null; // Java takes that for none.
        }
        char[] password =
                System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(Path.of(file).toFile(), password), password);
        return factory.getKeyManagers();
    }

    /** Returns what the first server showed; null if none was reached. */
    @Nullable
    Handshake handshake() {
        return first.get();
    }

    /** Returns the file of the certificates that are trusted. */
    static Path trustStore() {
        String named = System.getProperty(STORE, "");
        Path ofJava = Path.of(System.getProperty("java.home", ""), "lib", "security");
        Path ofAdministrator = ofJava.resolve("jssecacerts");
        return !named.isEmpty()
                ? Path.of(named)
                : Files.exists(ofAdministrator) ? ofAdministrator : ofJava.resolve("cacerts");
    }

    /** Returns whether an authority that Java ships has issued the certificate; others are those of companies and tests. */
    static boolean isIssuedByPublicAuthority(Handshake handshake) throws GeneralSecurityException, IOException {
        Path shipped = Path.of(System.getProperty("java.home", ""), "lib", "security", "cacerts");
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in = Files.newInputStream(shipped)) {
            store.load(in, null);
        }
        try {
            trustManager(store)
                    .checkServerTrusted(handshake.certificates().toArray(X509Certificate[]::new), handshake.authType());
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** A check of a certificate. */
    private interface Check {
        void run() throws CertificateException;
    }

    private void observe(X509Certificate[] chain, String authType, @Nullable SSLSession session, Check check)
            throws CertificateException {
        String protocol = session == null ? null : session.getProtocol();
        String cipherSuite = session == null ? null : session.getCipherSuite();
        boolean trusted = false;
        try {
            check.run();
            trusted = true;
        } finally {
            first.compareAndSet(null, new Handshake(protocol, cipherSuite, List.of(chain), authType, trusted));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        SSLSession session = socket instanceof SSLSocket secure ? secure.getHandshakeSession() : null;
        observe(chain, authType, session, () -> trust.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        observe(chain, authType, engine.getHandshakeSession(), () -> trust.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        observe(chain, authType, null, () -> trust.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
