/**
 * The operations of the administration API as Feign interfaces, generated from its description, one for each resource
 * and {@link dev.openaiadmin.api.AdminApi} for all.
 *
 * @serial exclude
 */
@NullMarked
package dev.openaiadmin.api;

import org.jspecify.annotations.NullMarked;
