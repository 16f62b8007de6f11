package dev.openaiadmin.governance.internal;

import dev.openaiadmin.governance.text.PrintableText;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody meant who has mistyped it. */
public final class NearestWord {
    private static final int SHORTEST_BEGINNING = 4;

    private NearestWord() {}

    /** Returns a message about a word that is not known, with all known words and the nearest of them. */
    public static String unknown(String word, Collection<String> known) {
        String nearest = to(word, known);
        return "'" + PrintableText.line(word) + "' is not known here; known: " + String.join(", ", new TreeSet<>(known))
                + (nearest == null ? "" : "; did you mean '" + nearest + "'?");
    }

    /** Returns the nearest of the known words, or null when none is near. */
    public static @Nullable String to(String word, Collection<String> known) {
        String typed = word.toLowerCase(Locale.ROOT).replace('-', '_');
        int most = Math.max(2, typed.length() / 3);
        return known.stream()
                .filter(candidate -> distance(typed, candidate) <= most || isBeginning(typed, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(typed, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Returns whether one word begins with the other, as {@code at_most_in_cents} begins with {@code at_most}. */
    private static boolean isBeginning(String one, String other) {
        return Math.min(one.length(), other.length()) >= SHORTEST_BEGINNING
                && (one.startsWith(other) || other.startsWith(one));
    }

    /** The number of characters that are inserted, deleted or replaced between the two. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
