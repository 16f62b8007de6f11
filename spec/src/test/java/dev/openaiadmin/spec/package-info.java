/** The lint: what the description has to hold beyond being valid OpenAPI. */
@NullMarked
package dev.openaiadmin.spec;

import org.jspecify.annotations.NullMarked;
