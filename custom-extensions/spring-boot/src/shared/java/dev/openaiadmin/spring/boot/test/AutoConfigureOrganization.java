package dev.openaiadmin.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestExecutionListeners;

/**
 * Gives the context of a test an in-memory organization, which the client of the application talks to instead of the API. The
 * properties of the key and of the base URL have no effect.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureOrganization
 * class ReportsTest {
 *     @Autowired
 *     private InMemoryOrganization organization;
 *     ...
 * }
 * }</pre>
 *
 * <p>The organization is reset before each test. A test during which a request broke the contract of the API fails. Contexts
 * that Spring keeps for several test classes keep their organization: such classes must not run at the same time. Requires
 * {@code openai-admin-testkit} on the class path.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(OrganizationConfiguration.class)
@TestExecutionListeners(
        listeners = OrganizationListener.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface AutoConfigureOrganization {}
