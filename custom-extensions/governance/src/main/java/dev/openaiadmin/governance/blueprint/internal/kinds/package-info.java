/**
 * The kinds of resources that blueprints describe, one class for each. A kind reads and writes its part of a file, compares
 * its desired state with the current one, and reads the current one. A new kind is a class here that implements
 * {@link dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKind}, a line in
 * {@link dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKinds}, and a method in
 * {@link dev.openaiadmin.governance.blueprint.internal.kinds.Parts}. These three are all that planning and adoption use.
 */
@NullMarked
package dev.openaiadmin.governance.blueprint.internal.kinds;

import org.jspecify.annotations.NullMarked;
