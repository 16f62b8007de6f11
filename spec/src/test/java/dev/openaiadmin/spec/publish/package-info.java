/** Completes the published document, and checks that other tools can use it. */
@NullMarked
package dev.openaiadmin.spec.publish;

import org.jspecify.annotations.NullMarked;
