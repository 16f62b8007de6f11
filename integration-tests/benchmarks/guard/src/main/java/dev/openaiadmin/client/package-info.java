/** The hot path of the client, stage by stage. */
@NullMarked
package dev.openaiadmin.client;

import org.jspecify.annotations.NullMarked;
