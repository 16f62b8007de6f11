/** Stubs for WireMock, made of the examples of the published document; a part of the build, and of its tests. */
@NullMarked
package dev.openaiadmin.spec.stubs;

import org.jspecify.annotations.NullMarked;
