package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The differences that we want, with a reason each; an asterisk stands for anything. */
record Deviations(List<Deviation> wanted) {

    /** Differences that look alike, and why we have them. */
    record Deviation(String finding, String reason) {
        boolean explains(Finding found) {
            String pattern = Pattern.quote(finding).replace("*", "\\E.*\\Q");
            return Pattern.matches(pattern, found.toString());
        }
    }

    static Deviations of(JsonNode list) {
        List<Deviation> wanted = new ArrayList<>();
        for (JsonNode entry : list) {
            String reason = entry.path("reason").asText();
            Stream.concat(
                            Stream.of(entry.path("finding")).filter(JsonNode::isTextual),
                            entry.path("findings").valueStream())
                    .forEach(finding -> wanted.add(new Deviation(finding.asText(), reason)));
        }
        return new Deviations(wanted);
    }

    List<Finding> unexplained(List<Finding> found) {
        return found.stream()
                .filter(finding -> wanted.stream().noneMatch(deviation -> deviation.explains(finding)))
                .toList();
    }

    /** The entries that explain nothing any more, or have no reason. */
    List<Deviation> stale(List<Finding> found) {
        return wanted.stream()
                .filter(deviation ->
                        deviation.reason().isBlank() || found.stream().noneMatch(deviation::explains))
                .toList();
    }
}
