package dev.openaiadmin.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the description says of an operation beyond what Feign and jakarta.validation have annotations for. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {

    /**
     * The operation's name in the description.
     *
     * @return an id such as {@code listProjects}
     */
    String id();

    /**
     * How the operation may be repeated.
     *
     * @return the description's {@code x-retry}
     */
    RetryRule retry();
}
