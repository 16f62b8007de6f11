/**
 * Tests of Spring Boot applications against an organization in memory: {@link
 * dev.openaiadmin.spring.boot.test.AutoConfigureOrganization} starts one and points the client of the application at it. The
 * test kit, {@code openai-admin-testkit}, has to be on the class path of the tests.
 */
@NullMarked
package dev.openaiadmin.spring.boot.test;

import org.jspecify.annotations.NullMarked;
