/**
 * Blueprints: the desired state of projects and of the organization, in files or in Java.
 *
 * <p>A {@link dev.openaiadmin.governance.blueprint.Plan} compares blueprints with the organization and shows each change.
 * Applying it makes the changes, and a second plan is empty:
 *
 * <pre>{@code
 * Plan plan = governance.plan(OrganizationBlueprint.read(Path.of("org.yaml")));
 * System.out.println(plan);
 * plan.apply();
 * }</pre>
 *
 * <p>{@link dev.openaiadmin.governance.blueprint.SavedPlan} keeps a plan for a review, and {@link
 * dev.openaiadmin.governance.blueprint.Adoption} writes the blueprints of an organization that exists. What a blueprint does
 * not name stays unchanged.
 */
@NullMarked
package dev.openaiadmin.governance.blueprint;

import org.jspecify.annotations.NullMarked;
