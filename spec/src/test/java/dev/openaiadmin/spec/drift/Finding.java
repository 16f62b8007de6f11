package dev.openaiadmin.spec.drift;

import java.util.Comparator;

/** One difference between our description and another. */
record Finding(Weight weight, String where, String what) implements Comparable<Finding> {
    /** Begins what a finding says of a value that we alone refuse. */
    static final String REFUSES = "we refuse what is allowed there: ";

    /** Begins what a finding says of a value that we alone allow. */
    static final String ALLOWS = "we allow what is refused there: ";

    /** What a difference means for those who use our description; the heaviest first. */
    enum Weight {
        /** The other has an operation that we lack. */
        LACKING,
        /** We refuse valid requests, or what we send is refused, or what we are sent cannot be read. */
        BREAKING,
        /** The other has a field, a parameter or a value that we lack. */
        ADDITION,
        /** We alone have it. */
        OURS_ONLY,
        /** One of us asks for more than the other, where that hurts nobody. */
        HARMLESS
    }

    @Override
    public int compareTo(Finding other) {
        return Comparator.comparing(Finding::weight)
                .thenComparing(Finding::where)
                .thenComparing(Finding::what)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return weight + " " + where + ": " + what;
    }
}
