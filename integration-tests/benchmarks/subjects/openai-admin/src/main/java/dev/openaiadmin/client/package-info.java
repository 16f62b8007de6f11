/** What the comparison needs of the client's inside. */
@NullMarked
package dev.openaiadmin.client;

import org.jspecify.annotations.NullMarked;
