package dev.openaiadmin.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests an organization: as a parameter of type {@link InMemoryOrganization}, or {@link OrganizationServer}.
 *
 * <p>Every test has an organization of its own, also when tests run in parallel; one server hosts all of them. A test
 * fails if a request violates the contract, and its message states each violation. A test that fails reports the last
 * requests. {@link OrganizationExtension#builder()} has more settings.
 *
 * <p>A parameter of a {@code @BeforeAll} method or of a constructor is one organization for the whole class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(OrganizationExtension.class)
public @interface WithOrganization {
    /**
     * {@return a JSON file to seed the organization with, as {@link InMemoryOrganization#seed(java.nio.file.Path)}
     * describes; none by default} It is searched beside the test class, at the top of the class path, and in the
     * working directory. The annotation of a method takes precedence over that of its class.
     */
    String seed() default "";
}
