package dev.openaiadmin.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The annotated string must be an id that can be sent in the path of a request: not null, and without the characters that
 * would change the path.
 *
 * <p>The rule is the schema {@code Id} of the description. It is a constraint of jakarta.validation that is composed of
 * others, so that every validation provider enforces it.
 */
@NotNull
@Size(min = PathId.MIN_LENGTH, max = PathId.MAX_LENGTH)
@Pattern(regexp = PathId.REGEXP, message = PathId.MESSAGE)
@Constraint(validatedBy = {})
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface PathId {

    /** The minimum length of an id. */
    int MIN_LENGTH = 1;

    /** The maximum length of an id. */
    int MAX_LENGTH = 256;

    /** The regular expression that the whole id matches. */
    String REGEXP = "^(?!\\.$)(?!.*\\.\\.)[^\\x00-\\x20\\x7f/\\\\%?#]+$";

    /** The message for an id that does not match {@link #REGEXP}. */
    String MESSAGE = "must be an id, without blanks, control characters, backslashes, '..' and any of / % ? #";

    /**
     * Returns the message of the constraint. The constraints that it is composed of report their own messages.
     *
     * @return the message
     */
    String message() default MESSAGE;

    /**
     * Returns the validation groups of the constraint.
     *
     * @return the groups; by default the default group
     */
    Class<?>[] groups() default {};

    /**
     * Returns the payload of the constraint.
     *
     * @return the payload; by default none
     */
    Class<? extends Payload>[] payload() default {};
}
