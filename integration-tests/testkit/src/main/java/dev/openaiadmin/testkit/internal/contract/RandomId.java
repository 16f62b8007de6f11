package dev.openaiadmin.testkit.internal.contract;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes ids and keys in the form of the real API: a prefix and 24 random letters and digits. */
public final class RandomId {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;
    private static final RandomGenerator RANDOM = new SecureRandom();

    private RandomId() {}

    /** Returns a new id with the prefix of its kind, such as {@code proj_}. */
    public static String of(String prefix) {
        StringBuilder id = new StringBuilder(prefix.length() + LENGTH).append(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return id.toString();
    }
}
