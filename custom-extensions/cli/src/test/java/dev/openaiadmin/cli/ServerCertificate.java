package dev.openaiadmin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of 127.0.0.1 that no authority issued, with its key. */
final class ServerCertificate {
    private static final String PASSWORD = "changeit";

    private final Path store;

    private ServerCertificate(Path store) {
        this.store = store;
    }

    /** Makes a certificate in a file, by options of keytool for its dates. */
    static ServerCertificate create(Path store, String... dates) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                "server"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        command.addAll(List.of("-keyalg", "EC", "-dname", "CN=Test Company", "-ext", "san=ip:127.0.0.1"));
        command.addAll(List.of("-ext", "bc=ca:true"));
        command.addAll(List.of(dates));
        Path log = store.resolveSibling(store.getFileName() + ".log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError(Files.readString(log));
        }
        return new ServerCertificate(store);
    }

    Path store() {
        return store;
    }

    /** Returns options of a JVM that trusts the certificate. */
    String trustOptions() {
        return "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    /** Returns the context of a server that shows the certificate. */
    SSLContext context() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
