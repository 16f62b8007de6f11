/** The client on networks that fail. */
@NullMarked
package dev.openaiadmin.network;

import org.jspecify.annotations.NullMarked;
