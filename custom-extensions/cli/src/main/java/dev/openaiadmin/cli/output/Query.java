package dev.openaiadmin.cli.output;

import dev.openaiadmin.InvalidValueException;
import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPath;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jcf.JcfRuntime;
import org.jspecify.annotations.Nullable;

/** A filter in JMESPath, the language of {@code aws --query}. */
public final class Query {
    private final Expression<Object> expression;

    private Query(Expression<Object> expression) {
        this.expression = expression;
    }

    /**
     * Reads a filter.
     *
     * @throws InvalidValueException if it is not JMESPath
     */
    public static Query of(String text) {
        JmesPath<Object> language = new JcfRuntime();
        try {
            return new Query(language.compile(text));
        } catch (JmesPathException e) {
            throw new InvalidValueException("--filter", text, "must be JMESPath, see https://jmespath.org");
        }
    }

    /**
     * Returns what the filter makes of a value.
     *
     * @throws InvalidValueException if a function of the filter cannot take its arguments
     */
    public @Nullable Object search(@Nullable Object value) {
        try {
            return expression.search(value);
        } catch (JmesPathException e) {
            throw new InvalidValueException("--filter", null, "fails on this result: " + e.getMessage());
        }
    }
}
