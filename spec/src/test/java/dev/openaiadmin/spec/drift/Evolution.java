package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The differences between the description of a release and the current one.
 *
 * @param breaking differences that can break clients made from the released description
 * @param additive all other differences
 */
record Evolution(List<String> breaking, List<String> additive) {

    static Evolution between(JsonNode released, JsonNode current) {
        List<String> breaking = new ArrayList<>();
        List<String> additive = new ArrayList<>();
        // "We" and "here" are the release in these findings, and "there" is the current description.
        for (Finding finding : Drift.between(released, current)) {
            if (finding.what().startsWith(Finding.REFUSES)) {
                additive.add(line(finding, Finding.REFUSES, "allowed now, refused before: "));
                continue;
            }
            if (finding.what().startsWith(Finding.ALLOWS)) {
                breaking.add(line(finding, Finding.ALLOWS, "refused now, allowed before: "));
                continue;
            }
            switch (finding.weight()) {
                case LACKING, ADDITION -> additive.add(line(finding, "we lack", "now has"));
                case OURS_ONLY -> breaking.add(line(finding, "only we have", "no longer has"));
                case BREAKING -> breaking.add(line(finding, "we lack", "now has"));
                case HARMLESS -> additive.add(line(finding, "we lack", "now has"));
            }
        }
        return new Evolution(List.copyOf(breaking), List.copyOf(additive));
    }

    private static String line(Finding finding, String ofDrift, String ofEvolution) {
        String what = finding.what()
                .replace(ofDrift, ofEvolution)
                .replaceAll("\\bthere\\b", "now")
                .replaceAll("\\bhere\\b", "before");
        return finding.where() + ": " + what;
    }

    /** Returns the differences as text, by whether they can break clients. */
    String report(String releasedVersion) {
        return section("Incompatible changes since " + releasedVersion, breaking)
                + section("Compatible changes since " + releasedVersion, additive);
    }

    private static String section(String title, List<String> changes) {
        return changes.isEmpty() ? title + ": none\n" : title + ":\n  " + String.join("\n  ", changes) + "\n";
    }

    /** Returns whether the version allows breaking changes: the major number differs or, before 1.0, the minor number. */
    static boolean isAnnounced(String releasedVersion, String currentVersion) {
        String[] released = releasedVersion.split("\\.", -1);
        String[] current = currentVersion.split("\\.", -1);
        return !released[0].equals(current[0]) || (released[0].equals("0") && !released[1].equals(current[1]));
    }
}
