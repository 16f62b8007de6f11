package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.internal.NearestWord;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Names that the API knows: finds the one that is meant, or says which is the nearest. */
public final class KnownFields {
    private KnownFields() {}

    /**
     * Returns the known name for what somebody wrote, such as {@code project_id} for {@code Project}.
     *
     * @param parameter the name of the parameter, for the message
     * @throws InvalidValueException if there is no such name; it lists all of them and the nearest
     */
    public static String resolve(String parameter, String written, Collection<String> known) {
        return find(written, known)
                .orElseThrow(() -> new InvalidValueException(
                        parameter, written, "must be one of " + String.join(", ", known) + nearest(written, known)));
    }

    /** Returns the known name for what somebody wrote, without regard to case, hyphens and a missing {@code _id}. */
    public static Optional<String> find(String written, Collection<String> known) {
        String name = written.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return known.contains(name)
                ? Optional.of(name)
                : Optional.of(name + "_id").filter(known::contains);
    }

    private static String nearest(String written, Collection<String> known) {
        String word = NearestWord.to(written.strip(), known);
        String wordWithId = NearestWord.to(written.strip() + "_id", known);
        String meant = word == null ? wordWithId : word;
        return meant == null ? "" : " (nearest: " + meant + ")";
    }
}
