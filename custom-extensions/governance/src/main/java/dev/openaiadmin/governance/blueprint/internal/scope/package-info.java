/**
 * What the kinds of resources work with: the organization or a project as a scope, its current state, names and what they
 * refer to, and the steps that are planned in it.
 */
@NullMarked
package dev.openaiadmin.governance.blueprint.internal.scope;

import org.jspecify.annotations.NullMarked;
