package dev.openaiadmin.governance.keys;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of files and variables for accounts, whatever the accounts are called. Two different names never give the same
 * one, not even on file systems that ignore case or normalize Unicode. Plain names stay as they are; others are shortened
 * and end with a hash of the whole name.
 */
final class SlotName {
    /** Names of devices on Windows, with any extension. A file with such a name cannot be created there. */
    private static final String DEVICE = "con|prn|aux|nul|com[0-9]|lpt[0-9]";

    private static final Pattern PLAIN_IN_FILE = Pattern.compile("(?!(" + DEVICE + ")$)[a-z0-9_-]{1,60}");
    private static final Pattern PLAIN_IN_VARIABLE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_PLAIN = 60;
    private static final int KEPT = 30;
    private static final int HASH_DIGITS = 16;

    private SlotName() {}

    /** Returns {@code <project>.<service account>}; only the dot between the two is a dot. */
    static String inFile(KeyOwner owner) {
        return inFile(owner.project()) + "." + inFile(owner.serviceAccount());
    }

    /** The tilde is not part of plain names, so none of them ends like a hash. */
    private static String inFile(String name) {
        return PLAIN_IN_FILE.matcher(name).matches() ? name : words(name) + "~" + hash(name);
    }

    /**
     * Returns {@code OPENAI_API_KEY_<PROJECT>__<SERVICE_ACCOUNT>}. Only the two underscores between the names stand
     * together, and only three stand before a hash.
     */
    static String ofVariable(KeyOwner owner) {
        return "OPENAI_API_KEY_" + inVariable(owner.project()) + "__" + inVariable(owner.serviceAccount());
    }

    private static String inVariable(String name) {
        boolean plain = name.length() <= LONGEST_PLAIN
                && PLAIN_IN_VARIABLE.matcher(name).matches();
        String word = plain ? name.replace('-', '_') : words(name) + "___" + hash(name);
        return word.toUpperCase(Locale.ROOT);
    }

    /** What is left of a name for people to recognize it, without a separator at either end. */
    private static String words(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String words = ascii.replaceAll("[^a-z0-9]+", "_");
        String shortened = words.substring(0, Math.min(words.length(), KEPT));
        String bare = shortened.replaceAll("^_+|_+$", "");
        return bare.isEmpty() ? "x" : bare;
    }

    private static String hash(String name) {
        try {
            // Encoding the text would make all halves of surrogate pairs equal.
            ByteBuffer units = ByteBuffer.allocate(name.length() * Character.BYTES);
            units.asCharBuffer().put(name);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(units.array());
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
