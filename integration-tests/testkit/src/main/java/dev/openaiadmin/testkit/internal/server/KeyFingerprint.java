package dev.openaiadmin.testkit.internal.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names keys without showing them: somebody may have pointed a program with a real key at the server. */
final class KeyFingerprint {
    private static final int DIGITS = 16;

    private KeyFingerprint() {}

    /** Returns a text that is the same for the same key, and tells nothing about it. */
    static String of(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "***" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
