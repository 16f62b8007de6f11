package dev.openaiadmin.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes an operation beyond what the annotations of Feign and jakarta.validation describe. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {

    /**
     * Returns the id of the operation.
     *
     * @return the description's {@code operationId}, such as {@code listProjects}
     */
    String id();

    /**
     * Returns how the operation may be repeated.
     *
     * @return the rule for retries
     */
    RetryRule retry();
}
