/**
 * Organizations and projects as files describe them: blueprints, the plan that compares them with an organization, its
 * execution, and the adoption of an organization that exists.
 *
 * <p>What blueprints describe is divided into kinds of resources, such as roles, rate limits or certificates. A {@code
 * ResourceKind} reads its parts of a file, plans the steps from the current state to the desired one, and reads the current
 * state for an adoption. The kinds are in {@code internal.kinds}, and what they work with is in {@code internal.scope}.
 * Planning and adoption know the list of the kinds and no single one.
 */
@NullMarked
package dev.openaiadmin.governance.blueprint;

import org.jspecify.annotations.NullMarked;
