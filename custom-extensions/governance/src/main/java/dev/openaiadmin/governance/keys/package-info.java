/** Keys of service accounts: rotation, the sinks that store them, and the report of idle keys. */
@NullMarked
package dev.openaiadmin.governance.keys;

import org.jspecify.annotations.NullMarked;
