/**
 * The objects of the administration API as immutable records, generated from its description.
 *
 * <p>Records keep fields, and open enums keep values, that came into use after this version. They are annotated for
 * Jackson 2 and 3 and for jakarta.validation, and need neither to be used.
 */
@NullMarked
package dev.openaiadmin.model;

import org.jspecify.annotations.NullMarked;
