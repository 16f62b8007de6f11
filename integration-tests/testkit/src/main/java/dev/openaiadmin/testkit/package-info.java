/**
 * An organization in memory, behind a real HTTP server, for tests of whatever calls the administration API.
 *
 * <p>{@link dev.openaiadmin.testkit.WithOrganization} is the way in for JUnit, and
 * {@link dev.openaiadmin.testkit.OrganizationServer} for everything else.
 */
@NullMarked
package dev.openaiadmin.testkit;

import org.jspecify.annotations.NullMarked;
