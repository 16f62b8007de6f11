package dev.openaiadmin.cli.operations;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of an operation, with the names of its parameters in braces. */
final class ApiPath {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private ApiPath() {}

    static List<String> parameters(String path) {
        return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
    }

    /** Returns the path with the values of its parameters. */
    static String expanded(String path, List<String> values) {
        String expanded = path;
        for (String value : values) {
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            expanded = PARAMETER.matcher(expanded).replaceFirst(Matcher.quoteReplacement(encoded));
        }
        return expanded;
    }
}
