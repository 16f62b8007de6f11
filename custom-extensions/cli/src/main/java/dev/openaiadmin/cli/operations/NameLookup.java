package dev.openaiadmin.cli.operations;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.cli.terminal.InvalidArgumentException;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the id of an object that the user names. Nothing is requested for what looks like an id. */
final class NameLookup {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String ID = "id:";
    private static final int MOST_SHOWN = 5;

    private final ApiCaller api;
    /** The values of the arguments that are known already, by the names that the API gives them. */
    private final Map<String, String> known = new LinkedHashMap<>();

    NameLookup(ApiCaller api) {
        this.api = api;
    }

    /** Remembers the id of an argument, which the lists of others need. */
    void know(Argument argument, String id) {
        known.put(argument.name(), id);
    }

    /**
     * Returns the id that a text stands for.
     *
     * @throws InvalidArgumentException if no object has this name or id, or several have it
     */
    String id(Argument argument, String text) {
        Lookup lookup = argument.lookup();
        if (text.startsWith(ID)) {
            return text.substring(ID.length());
        }
        if (lookup == null || looksLikeId(argument, text)) {
            return text;
        }
        List<Fields> found = search(lookup, text);
        if (found.size() == 1) {
            return found.get(0).text("id");
        }
        String name = PrintableText.line(text);
        if (found.isEmpty()) {
            throw new InvalidArgumentException(argument.option() + ": there is none with the id or "
                    + String.join(" or ", lookup.names()) + " '" + name
                    + "'; write id:" + name + " if it is an id all the same");
        }
        List<String> ids = found.stream()
                .limit(MOST_SHOWN)
                .map(each -> PrintableText.line(each.text("id")))
                .toList();
        throw new InvalidArgumentException(argument.option() + ": '" + name + "' is the name of " + found.size()
                + " objects; use an id: " + String.join(", ", ids) + (found.size() > MOST_SHOWN ? ", ..." : ""));
    }

    /** Ids begin as those of the examples of the description do, such as {@code proj_}. */
    private static boolean looksLikeId(Argument argument, String text) {
        Object example = argument.example();
        String one = example instanceof List<?> several && !several.isEmpty()
                ? String.valueOf(several.get(0))
                : String.valueOf(example);
        int separator = Math.max(one.lastIndexOf('_'), one.lastIndexOf('-'));
        int first = one.indexOf('_') < 0 ? one.indexOf('-') : one.indexOf('_');
        String prefix = separator < 0 ? "" : one.substring(0, first + 1);
        return !prefix.isEmpty() && text.startsWith(prefix) && text.length() > prefix.length();
    }

    private List<Fields> search(Lookup lookup, String text) {
        List<String> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(lookup.path());
        while (matcher.find()) {
            String value = known.get(matcher.group(1));
            if (value == null) {
                throw new InvalidArgumentException(
                        "'" + PrintableText.line(text) + "' cannot be looked up without " + matcher.group(1));
            }
            parameters.add(value);
        }
        Map<String, Object> query = new LinkedHashMap<>();
        Long most = lookup.most();
        if (most != null) {
            query.put("limit", most);
        }
        List<Fields> found = new ArrayList<>();
        api.list(
                new ApiCaller.Request(
                        lookup.operation(), RetryRule.READ, "GET", lookup.path(), parameters, query, null),
                lookup.cursor(),
                lookup.next(),
                item -> {
                    Fields object = Fields.of(item);
                    boolean named = lookup.names().stream()
                            .anyMatch(name ->
                                    object.has(name) && object.text(name).equals(text));
                    if (named || object.text("id").equals(text)) {
                        found.add(object);
                    }
                    return true;
                });
        return found;
    }
}
