package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of our own description since a release.
 *
 * @param breaking what clients made from the released description could stumble over
 * @param additive what they need not notice
 */
record Evolution(List<String> breaking, List<String> additive) {

    static Evolution between(JsonNode released, JsonNode current) {
        List<String> breaking = new ArrayList<>();
        List<String> additive = new ArrayList<>();
        for (Finding finding : Drift.between(released, current)) {
            String line = finding.where() + ": " + finding.what();
            // What we were made from is the release: what it alone refused is allowed now, and the other way round.
            if (finding.what().startsWith(Finding.REFUSES)) {
                additive.add(line.replace(Finding.REFUSES, "allowed now is what was refused: "));
                continue;
            }
            if (finding.what().startsWith(Finding.ALLOWS)) {
                breaking.add(line.replace(Finding.ALLOWS, "refused now is what was allowed: "));
                continue;
            }
            switch (finding.weight()) {
                // Whoever was made from the released description is "we", and meets the current one.
                case LACKING, ADDITION -> additive.add(line.replace("we lack", "new is"));
                case OURS_ONLY -> breaking.add(line.replace("only we have", "gone is"));
                case BREAKING -> breaking.add(line);
                case HARMLESS -> additive.add(line);
            }
        }
        return new Evolution(List.copyOf(breaking), List.copyOf(additive));
    }

    /** Whether the version number says that something breaks: another major one or, before 1.0, another minor one. */
    static boolean isAnnounced(String releasedVersion, String currentVersion) {
        String[] released = releasedVersion.split("\\.", -1);
        String[] current = currentVersion.split("\\.", -1);
        return !released[0].equals(current[0]) || (released[0].equals("0") && !released[1].equals(current[1]));
    }
}
