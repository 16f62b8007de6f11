package dev.openaiadmin.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates for one test run, created by the keytool of the JDK. */
final class Certificates {
    private static final String PASSWORD = "changeit";
    private static final String HERE = "san=ip:127.0.0.1";

    private final Path folder;
    private final KeyStore good;
    private final KeyStore ofAnotherHost;
    private final KeyStore expired;

    Certificates(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        this.good = keyPair("good", "-ext", HERE, "-ext", "bc=ca:true");
        this.ofAnotherHost = keyPair("other", "-ext", "san=dns:other.example");
        this.expired = signedAndExpired();
    }

    /** Returns the context of a server whose certificate is valid. */
    SSLContext good() throws GeneralSecurityException {
        return showing(good);
    }

    /** Returns the context of a server whose certificate is trusted, but names another host. */
    SSLContext ofAnotherHost() throws GeneralSecurityException {
        return showing(ofAnotherHost);
    }

    /** Returns the context of a server whose certificate was signed by a trusted key, and expired yesterday. */
    SSLContext expired() throws GeneralSecurityException {
        return showing(expired);
    }

    /** Returns the context of a client that trusts all of these. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers(), null);
        return context;
    }

    /** Returns the context of a server or a client that has a valid certificate and trusts all of these. */
    SSLContext mutual() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(good), trustManagers(), null);
        return context;
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("good", good.getCertificate("good"));
        anchors.setCertificateEntry("other", ofAnotherHost.getCertificate("other"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(anchors);
        return managers.getTrustManagers();
    }

    /** Options of a Java virtual machine that trusts the good certificate. */
    String trustOptions() {
        return "-Djavax.net.ssl.trustStore=" + file("good.p12") + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    /** Signs with another key: the dates of a certificate that is trusted itself are not checked. */
    private KeyStore signedAndExpired() throws IOException, GeneralSecurityException, InterruptedException {
        KeyStore keys = keyPair("expired", "-ext", HERE);
        keytool("-certreq", "-alias", "expired", "-keystore", file("expired.p12"), "-file", file("expired.csr"));
        List<String> signing = new ArrayList<>(List.of("-gencert", "-alias", "good", "-keystore", file("good.p12")));
        signing.addAll(List.of("-infile", file("expired.csr"), "-outfile", file("expired.crt"), "-ext", HERE));
        signing.addAll(List.of("-startdate", "-2d", "-validity", "1"));
        keytool(signing.toArray(String[]::new));
        Key key = keys.getKey("expired", PASSWORD.toCharArray());
        try (InputStream stream = Files.newInputStream(folder.resolve("expired.crt"))) {
            Certificate signed = CertificateFactory.getInstance("X.509").generateCertificate(stream);
            keys.setKeyEntry(
                    "expired", key, PASSWORD.toCharArray(), new Certificate[] {signed, good.getCertificate("good")});
        }
        return keys;
    }

    private KeyStore keyPair(String name, String... extensions)
            throws IOException, GeneralSecurityException, InterruptedException {
        List<String> making = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keystore", file(name + ".p12")));
        making.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + name, "-validity", "2", "-storetype", "PKCS12"));
        making.addAll(List.of(extensions));
        keytool(making.toArray(String[]::new));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(stream, PASSWORD.toCharArray());
        }
        return keys;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Path said = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError(Files.readString(said));
        }
    }

    private static SSLContext showing(KeyStore keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(keys), null, null);
        return context;
    }

    private static KeyManager[] keyManagers(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        return managers.getKeyManagers();
    }
}
