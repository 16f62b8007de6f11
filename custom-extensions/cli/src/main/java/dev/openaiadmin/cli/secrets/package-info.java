/** Where secrets go that the API shows only once. */
@NullMarked
package dev.openaiadmin.cli.secrets;

import org.jspecify.annotations.NullMarked;
