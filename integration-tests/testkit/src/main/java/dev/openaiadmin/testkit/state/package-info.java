/**
 * The resources of an organization, one class each: what tests add to them, and the handlers of their operations.
 *
 * <p>A resource keeps its objects in rows of the shared state, maps the ids of operations to handlers, and says what can
 * be seeded. {@code OrganizationResources} has a line for each of them.
 */
@NullMarked
package dev.openaiadmin.testkit.state;

import org.jspecify.annotations.NullMarked;
