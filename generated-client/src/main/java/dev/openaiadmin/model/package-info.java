/**
 * The objects of the administration API as immutable records, generated from its description.
 *
 * <p>Records keep fields that this version does not know, and types with named values keep values that it does not know. The
 * records carry annotations of Jackson, which its versions 2 and 3 read, and of jakarta.validation; using them requires
 * neither library. Mappers of Jackson read secrets and do not write them, and write times as the API does.
 */
@NullMarked
package dev.openaiadmin.model;

import org.jspecify.annotations.NullMarked;
