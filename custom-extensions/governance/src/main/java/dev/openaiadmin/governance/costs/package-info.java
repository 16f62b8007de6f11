/** Cost reports: exact sums per project and day, as objects, CSV, JSON and HTML. */
@NullMarked
package dev.openaiadmin.governance.costs;

import org.jspecify.annotations.NullMarked;
