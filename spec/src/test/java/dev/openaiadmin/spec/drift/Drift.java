package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.spec.drift.Finding.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Where two descriptions of one API differ; in what they say, and not in how they say it. */
final class Drift {
    private final Set<Finding> findings = new TreeSet<>();
    private final Set<List<Object>> compared = new HashSet<>();

    private final Api ours;
    private final Api theirs;

    private Drift(Api ours, Api theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** The differences, the heaviest first. */
    static List<Finding> between(JsonNode ours, JsonNode theirs) {
        return new Drift(Api.of(ours), Api.of(theirs)).run();
    }

    /** How many of the other's operations are in ours. */
    static String coverage(JsonNode ours, JsonNode theirs) {
        Api own = Api.of(ours);
        List<String> wanted = Api.of(theirs).calls().entrySet().stream()
                .filter(entry -> own.hasFamily(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return wanted.stream().filter(own.calls()::containsKey).count() + " of " + wanted.size() + " operations";
    }

    private List<Finding> run() {
        theirs.calls().forEach((key, call) -> {
            Api.Call own = ours.calls().get(key);
            if (!ours.hasFamily(call)) {
                return;
            }
            if (own == null) {
                find(Weight.LACKING, call.name(), "we lack this operation");
            } else {
                compare(own, call);
            }
        });
        ours.calls().forEach((key, call) -> {
            if (!theirs.calls().containsKey(key)) {
                find(Weight.OURS_ONLY, call.name(), "only we have this operation");
            }
        });
        return List.copyOf(findings);
    }

    private void compare(Api.Call own, Api.Call other) {
        compareDeprecation(own.name(), own.deprecated(), other.deprecated());
        if (!own.successes().equals(other.successes())) {
            find(
                    Weight.BREAKING,
                    own.name(),
                    "answers " + other.successes() + " there, and " + own.successes() + " here");
        }
        compareErrors(own, other);
        comparePath(own, other);
        compareQuery(own, other);
        if (other.needsBody() && !own.needsBody()) {
            find(Weight.BREAKING, own.name() + " body", "is required there, and optional here");
        } else if (!other.needsBody() && own.needsBody()) {
            find(Weight.BREAKING, own.name() + " body", Finding.REFUSES + "a request without it");
        }
        compare(own.name() + " body", own.body(), other.body(), true);
        compare(own.name() + " answer", own.answer(), other.answer(), false);
    }

    /** Compares the statuses of errors and, where both have one, what is sent with it. */
    private void compareErrors(Api.Call own, Api.Call other) {
        for (String status : other.errors()) {
            own.errors().stream()
                    .filter(mine -> covers(mine, status))
                    .findFirst()
                    .ifPresentOrElse(
                            mine -> compare(
                                    own.name() + " answer " + status, own.answer(mine), other.answer(status), false),
                            () -> find(Weight.ADDITION, own.name(), "we lack the status " + status));
        }
        own.errors().stream()
                .filter(mine -> other.errors().stream().noneMatch(status -> covers(mine, status)))
                .forEach(mine -> find(Weight.OURS_ONLY, own.name(), "only we have the status " + mine));
    }

    /** Returns whether a status is another one, or stands for it, as {@code 5XX} does for {@code 503}. */
    private static boolean covers(String status, String other) {
        return status.equals(other)
                || status.equals("default")
                || (status.endsWith("XX") && status.charAt(0) == other.charAt(0));
    }

    /** Compares path parameters by their places, since their names are not sent. */
    private void comparePath(Api.Call own, Api.Call other) {
        Iterator<Api.Parameter> yours = other.pathParameters().values().iterator();
        own.pathParameters().forEach((name, parameter) -> {
            if (yours.hasNext()) {
                compare(own.name() + " {" + name + "}", parameter, yours.next());
            }
        });
    }

    private void compareQuery(Api.Call own, Api.Call other) {
        Map<String, Api.Parameter> mine = own.queryParameters();
        Map<String, Api.Parameter> yours = other.queryParameters();
        yours.forEach((name, parameter) -> {
            String where = own.name() + " ?" + name;
            Api.Parameter same = mine.get(name);
            if (same == null) {
                find(parameter.required() ? Weight.BREAKING : Weight.ADDITION, where, "we lack this parameter");
                return;
            }
            if (parameter.required() && !same.required()) {
                find(Weight.BREAKING, where, "is required there, and optional here");
            } else if (!parameter.required() && same.required()) {
                find(Weight.BREAKING, where, Finding.REFUSES + "a request without it");
            }
            compareDeprecation(where, same.deprecated(), parameter.deprecated());
            compare(where, same, parameter);
        });
        mine.keySet().stream()
                .filter(name -> !yours.containsKey(name))
                .forEach(name -> find(Weight.OURS_ONLY, own.name() + " ?" + name, "only we have this parameter"));
    }

    /** Compares the values of a parameter; no text in a URL is null. */
    private void compare(String where, Api.Parameter mine, Api.Parameter yours) {
        if (!mine.style().equals(yours.style())) {
            find(
                    Weight.BREAKING,
                    where,
                    "is written in the style " + yours.style() + " there, and " + mine.style() + " here");
        }
        compareShapes(where, mine.shape(), yours.shape(), true, yours.description());
    }

    private void compare(String where, Shape mine, Shape yours, boolean sent) {
        if (!mine.isAnything()) {
            compareNull(where, mine, yours, sent);
        }
        compareShapes(where, mine, yours, sent, "");
    }

    private void compareShapes(String where, Shape mine, Shape yours, boolean sent, String text) {
        if (mine.isAnything()) {
            return;
        }
        Set<String> more = new TreeSet<>(yours.types());
        more.removeAll(mine.types());
        // Whole numbers are numbers.
        if (mine.types().contains("number")) {
            more.remove("integer");
        }
        if (yours.types().isEmpty() || !more.isEmpty()) {
            find(Weight.BREAKING, where, "is " + yours.types() + " there, and " + mine.types() + " here");
            return;
        }
        compareFormats(where, mine, yours);
        compareBounds(where, mine, yours, sent, text + " " + yours.description());
        compareValues(where, mine.values(), yours.values(), sent);
        if (sent) {
            compareDefaults(where, mine, yours);
        }
        if (mine.types().contains("array")) {
            compare(where + "[]", mine.items(), yours.items(), sent);
        }
        // Objects can contain themselves, and have many places: each pair is compared once.
        if (compared.add(List.of(sent, mine.alternatives(), yours.alternatives()))) {
            compareObjects(where, mine.objects(), yours.objects(), sent);
        }
    }

    private void compareDeprecation(String where, boolean mine, boolean yours) {
        if (mine != yours) {
            find(
                    mine ? Weight.HARMLESS : Weight.ADDITION,
                    where,
                    "is deprecated " + (mine ? "here" : "there") + " alone");
        }
    }

    private void compareFormats(String where, Shape mine, Shape yours) {
        String here = mine.format();
        String there = yours.format();
        if (here.equals(there)) {
            return;
        }
        if (here.isEmpty()) {
            find(Weight.ADDITION, where, "we lack the format " + there);
        } else if (!there.isEmpty()) {
            find(Weight.BREAKING, where, "the format is " + there + " there, and " + here + " here");
        } else if (here.equals("int32") && !isBoundedToInt32(mine)) {
            find(Weight.BREAKING, where, Finding.REFUSES + "numbers that int32 does not hold");
        } else {
            find(Weight.OURS_ONLY, where, "only we have the format " + here);
        }
    }

    private static boolean isBoundedToInt32(Shape shape) {
        JsonNode maximum = shape.bounds().get("maximum");
        return maximum != null && maximum.canConvertToInt();
    }

    private void compareBounds(String where, Shape mine, Shape yours, boolean sent, String text) {
        for (Bounds.Difference difference : Bounds.between(mine, yours, text)) {
            if (difference.refusesMore()) {
                find(Weight.BREAKING, where, Finding.REFUSES + difference.bound());
            } else {
                find(sent ? Weight.ADDITION : Weight.HARMLESS, where, Finding.ALLOWS + difference.bound());
            }
        }
    }

    private void compareDefaults(String where, Shape mine, Shape yours) {
        JsonNode here = mine.defaultValue();
        JsonNode there = yours.defaultValue();
        // A constant has its only value as default, so that nobody is asked for it.
        if (mine.values().size() == 1 && there.isMissingNode()) {
            return;
        }
        if (here.isMissingNode() && !there.isMissingNode()) {
            find(Weight.ADDITION, where, "we lack the default " + there.asText());
        } else if (!here.isMissingNode() && there.isMissingNode()) {
            find(Weight.OURS_ONLY, where, "only we have the default " + here.asText());
        } else if (!here.asText().equals(there.asText())) {
            find(Weight.BREAKING, where, "the default is " + there.asText() + " there, and " + here.asText() + " here");
        }
    }

    private void compareNull(String where, Shape mine, Shape yours, boolean sent) {
        if (mine.nullable() == yours.nullable()) {
            return;
        }
        if (!sent) {
            find(
                    yours.nullable() ? Weight.BREAKING : Weight.HARMLESS,
                    where,
                    "may be null " + (mine.nullable() ? "here" : "there") + " alone");
        } else {
            find(Weight.BREAKING, where, (mine.nullable() ? Finding.ALLOWS : Finding.REFUSES) + "null");
        }
    }

    private void compareValues(String where, Set<String> mine, Set<String> yours, boolean sent) {
        // A constant that we leave open is never asked from anybody.
        if (mine.isEmpty() && yours.size() <= 1) {
            return;
        }
        yours.stream()
                .filter(value -> !mine.contains(value))
                .forEach(value -> find(Weight.ADDITION, where, "we lack the value '" + value + "'"));
        if (!yours.isEmpty()) {
            mine.stream()
                    .filter(value -> !yours.contains(value))
                    .forEach(value -> find(
                            sent ? Weight.BREAKING : Weight.OURS_ONLY,
                            where,
                            "only we have the value '" + value + "'"));
        }
    }

    /** Compares members of unions with those of the same constants. */
    private void compareObjects(String where, List<Shape> mine, List<Shape> yours, boolean sent) {
        List<Shape> unmatched = new ArrayList<>(mine);
        List<String> lacking = new ArrayList<>();
        for (Shape other : yours) {
            Shape same = yours.size() == 1 && mine.size() == 1
                    ? mine.get(0)
                    : mine.stream()
                            .filter(own -> constants(own).equals(constants(other)))
                            .findFirst()
                            .orElse(null);
            if (same == null) {
                lacking.add(String.join(" ", constants(other)));
            } else {
                unmatched.remove(same);
                String member = mine.size() == 1 ? where : where + " " + constants(same);
                compareFields(member, same, other, sent);
            }
        }
        if (!lacking.isEmpty() && !mine.isEmpty()) {
            find(Weight.ADDITION, where, "we lack the kinds " + String.join(", ", lacking));
        }
        if (!yours.isEmpty()) {
            unmatched.forEach(
                    own -> find(Weight.OURS_ONLY, where, "only we have the kind " + String.join(" ", constants(own))));
        }
    }

    private void compareFields(String where, Shape mine, Shape yours, boolean sent) {
        Map<String, Shape> own = mine.properties();
        Map<String, Shape> other = yours.properties();
        Set<String> ownRequired = mine.required();
        Set<String> otherRequired = yours.required();
        other.forEach((name, shape) -> {
            String place = where + " ." + name;
            Shape same = own.get(name);
            if (same == null) {
                boolean needed = sent && otherRequired.contains(name);
                find(needed ? Weight.BREAKING : Weight.ADDITION, place, "we lack this field");
                return;
            }
            boolean here = ownRequired.contains(name);
            boolean there = otherRequired.contains(name);
            if (here != there) {
                String difference = "is " + (there ? "required" : "optional") + " there, and "
                        + (here ? "required" : "optional") + " here";
                if (!sent) {
                    // An answer without it cannot be read.
                    find(here ? Weight.BREAKING : Weight.HARMLESS, place, difference);
                } else {
                    find(Weight.BREAKING, place, here ? Finding.REFUSES + "a request without it" : difference);
                }
            }
            compareDeprecation(place, same.deprecated(), shape.deprecated());
            compare(place, same, shape, sent);
        });
        own.keySet().stream()
                .filter(name -> !other.containsKey(name))
                .forEach(name -> find(Weight.OURS_ONLY, where + " ." + name, "only we have this field"));
    }

    /** The values of the fields that have but one. */
    private static Set<String> constants(Shape object) {
        Set<String> constants = new TreeSet<>();
        object.properties().forEach((name, shape) -> {
            if (shape.values().size() == 1 && (name.equals("type") || name.equals("object"))) {
                constants.addAll(shape.values());
            }
        });
        return constants;
    }

    private void find(Weight weight, String where, String what) {
        findings.add(new Finding(weight, Objects.requireNonNull(where), what));
    }
}
