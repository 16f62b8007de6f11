package dev.openaiadmin.governance.focus;

import dev.openaiadmin.InvalidValueException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A version of FOCUS that can be written. */
public enum FocusVersion {
    /** Version 1.2, which many tools still ask for. */
    V1_2("1.2"),
    /** Version 1.4. */
    V1_4("1.4");

    private final String number;

    FocusVersion(String number) {
        this.number = number;
    }

    /**
     * Returns a version.
     *
     * @param number such as {@code 1.4}
     * @return the version
     * @throws InvalidValueException if it cannot be written; the message names those that can
     */
    public static FocusVersion of(String number) {
        String wanted = number.strip().replaceFirst("^[vV]", "");
        return Arrays.stream(values())
                .filter(version -> version.number.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "FOCUS version",
                        number,
                        "must be one of "
                                + Arrays.stream(values())
                                        .map(FocusVersion::number)
                                        .collect(Collectors.joining(", "))));
    }

    /**
     * Returns the number.
     *
     * @return such as {@code 1.4}
     */
    public String number() {
        return number;
    }

    /** Returns the number. */
    @Override
    public String toString() {
        return number;
    }
}
