package dev.openaiadmin.cli.build;

import java.util.Locale;

/** Makes names of commands and options from names of the description. */
final class Names {
    private Names() {}

    /** Returns the name of a tag or a method, such as {@code admin-api-keys} of {@code AdminApiKeys}. */
    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Returns the option of a parameter or a field, such as {@code effective-at-gt} of {@code effective_at[gt]}. */
    static String option(String name) {
        return name.replace("[]", "")
                .replaceAll("\\[(\\w+)]", "_$1")
                .replace('_', '-')
                .replace('.', '-');
    }

    /** Returns the option of a reference to an object, such as {@code project} of {@code project_id} and {@code project_ids}. */
    static String reference(String option) {
        return option.replaceFirst("(?<=\\w)-ids?$", "");
    }
}
