package dev.openaiadmin.cli.build;

/** Makes names of options from names of the description. */
final class Names {
    private Names() {}

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
