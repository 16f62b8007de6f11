/** Completes the published document. Runs in the build of this module and is not published. */
@NullMarked
package dev.openaiadmin.spec.publish;

import org.jspecify.annotations.NullMarked;
