package dev.openaiadmin;

import org.jspecify.annotations.Nullable;

/** A value breaks a rule of the API or of this library; nothing has been sent. */
public final class InvalidValueException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final String name;
    private final String rule;

    /**
     * Names the value and the rule.
     *
     * @param name where the value stands, such as {@code listProjects.limit}
     * @param value the value; shown in the message, shortened and with control characters made visible. Pass null for a
     *     secret, and say "must not be null" for a missing value
     * @param rule what holds for the value, such as "must be at most 100"
     */
    public InvalidValueException(String name, @Nullable Object value, String rule) {
        super(name + " " + rule + (value == null ? "" : ", but was " + shown(value)));
        this.name = name;
        this.rule = rule;
    }

    /**
     * Tells where the value stands.
     *
     * @return a path such as {@code createProject.request.name}
     */
    public String name() {
        return name;
    }

    /**
     * Tells what holds for the value.
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
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return shown.append(text.length() > SHOWN ? "…\"" : "\"").toString();
    }
}
