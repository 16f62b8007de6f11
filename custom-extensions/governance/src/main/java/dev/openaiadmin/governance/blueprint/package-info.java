/**
 * Organizations and projects as files describe them: blueprints, the plan that compares them with an organization, its
 * execution, and the adoption of an organization that exists.
 *
 * <p>What blueprints describe is divided into kinds of resources, such as roles, rate limits or certificates. A {@code
 * ResourceKind} reads its parts of a file, plans the steps from the current state to the desired one, and reads the current
 * state for an adoption. Another kind is a class of its own, a line in {@code ResourceKinds}, a method in the blueprints, a
 * row on the page {@code BLUEPRINTS.md}, and a line in {@code OrganizationSnapshot}, which keeps resources as the API shows
 * them.
 */
@NullMarked
package dev.openaiadmin.governance.blueprint;

import org.jspecify.annotations.NullMarked;
