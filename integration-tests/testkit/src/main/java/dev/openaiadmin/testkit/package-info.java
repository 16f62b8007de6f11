/**
 * An organization in memory, behind an HTTP server, for tests of programs that call the administration API.
 *
 * <p>{@link dev.openaiadmin.testkit.WithOrganization} is the entry for tests with JUnit, and
 * {@link dev.openaiadmin.testkit.OrganizationServer} for all others. {@link dev.openaiadmin.testkit.InMemoryOrganization} adds
 * objects, and shows the requests that arrived. {@link dev.openaiadmin.testkit.Fault} makes requests fail. A request that
 * violates the contract of the API fails the test.
 */
@NullMarked
package dev.openaiadmin.testkit;

import org.jspecify.annotations.NullMarked;
