/** Projects as files describe them: blueprints, the plan that compares them with an organization, and its execution. */
@NullMarked
package dev.openaiadmin.governance.blueprint;

import org.jspecify.annotations.NullMarked;
