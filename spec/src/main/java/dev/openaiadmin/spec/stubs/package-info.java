/** Makes stubs for WireMock of the examples of the published document. Runs in the build of this module and is not published. */
@NullMarked
package dev.openaiadmin.spec.stubs;

import org.jspecify.annotations.NullMarked;
