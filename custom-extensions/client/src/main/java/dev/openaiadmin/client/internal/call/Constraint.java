package dev.openaiadmin.client.internal.call;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rule of one annotation of jakarta.validation. As there, every constraint but {@link NotNull} allows null. These are
 * the constraints that the templates write; a test compares them with the reference implementation.
 */
record Constraint(boolean allowsNull, Predicate<Object> test, String rule) {

    /** Returns the rules of an element, including those that its annotations are composed of. */
    static List<Constraint> on(AnnotatedElement element) {
        List<Constraint> constraints = new ArrayList<>();
        for (Annotation annotation : element.getAnnotations()) {
            Constraint constraint = of(annotation);
            if (constraint != null) {
                constraints.add(constraint);
            } else if (annotation.annotationType().isAnnotationPresent(jakarta.validation.Constraint.class)) {
                constraints.addAll(on(annotation.annotationType()));
            }
        }
        return List.copyOf(constraints);
    }

    boolean allows(@Nullable Object value) {
        return value == null ? allowsNull : test.test(value);
    }

    private static @Nullable Constraint of(Annotation annotation) {
        if (annotation instanceof NotNull) {
            return new Constraint(false, value -> true, "must not be null");
        }
        if (annotation instanceof Size size) {
            return orNull(value -> size.min() <= sizeOf(value) && sizeOf(value) <= size.max(), rule(size));
        }
        if (annotation instanceof Pattern pattern) {
            java.util.regex.Pattern compiled = java.util.regex.Pattern.compile(pattern.regexp());
            String rule = pattern.message().startsWith("{") ? "must match " + pattern.regexp() : pattern.message();
            return orNull(value -> compiled.matcher((CharSequence) value).matches(), rule);
        }
        if (annotation instanceof Min min) {
            return orNull(value -> compare(value, min.value()) >= 0, "must be at least " + min.value());
        }
        if (annotation instanceof Max max) {
            return orNull(value -> compare(value, max.value()) <= 0, "must be at most " + max.value());
        }
        return null;
    }

    private static Constraint orNull(Predicate<Object> test, String rule) {
        return new Constraint(true, test, rule);
    }

    private static int sizeOf(Object value) {
        if (value instanceof Map<?, ?> entries) {
            return entries.size();
        }
        return value instanceof Collection<?> elements ? elements.size() : ((CharSequence) value).length();
    }

    private static String rule(Size size) {
        if (size.max() == Integer.MAX_VALUE) {
            return size.min() == 1 ? "must not be empty" : "must have a size of at least " + size.min();
        }
        return "must have a size between " + size.min() + " and " + size.max();
    }

    private static int compare(Object value, long bound) {
        if (value instanceof Integer || value instanceof Long) {
            return Long.compare(((Number) value).longValue(), bound);
        }
        return new BigDecimal(value.toString()).compareTo(BigDecimal.valueOf(bound));
    }
}
