package dev.openaiadmin;

import org.jspecify.annotations.Nullable;

/** Thrown if a value breaks a rule of the API or of this library. No request has been sent. */
public final class InvalidValueException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN_LENGTH = 80;

    private final String name;
    private final String rule;

    /**
     * Creates an exception for a value.
     *
     * @param name the path of the value, such as {@code listProjects.limit}
     * @param value the value, which the message shows, shortened and with control characters escaped; null for a secret and
     *     for a value that is missing
     * @param rule the rule, such as "must be at most 100"
     */
    public InvalidValueException(String name, @Nullable Object value, String rule) {
        super(name + " " + rule + (value == null ? "" : ", but was " + shown(value)));
        this.name = name;
        this.rule = rule;
    }

    /**
     * Returns the path of the value.
     *
     * @return a path such as {@code createProject.name}
     */
    public String name() {
        return name;
    }

    /**
     * Returns the rule that the value breaks.
     *
     * @return a rule such as "must not be blank"
     */
    public String rule() {
        return rule;
    }

    private static String shown(Object value) {
        if (!(value instanceof CharSequence text)) {
            return String.valueOf(value);
        }
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), MAX_SHOWN_LENGTH); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return shown.append(text.length() > MAX_SHOWN_LENGTH ? "…\"" : "\"").toString();
    }
}
