/** The HTTP server: the API, the control paths, and the page of the description. */
@NullMarked
package dev.openaiadmin.testkit.internal.server;

import org.jspecify.annotations.NullMarked;
