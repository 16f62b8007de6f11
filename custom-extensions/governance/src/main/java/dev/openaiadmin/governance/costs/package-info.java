/** Cost reports: exact sums by project or by any fields of the API, as objects, tables, CSV, JSON and HTML. */
@NullMarked
package dev.openaiadmin.governance.costs;

import org.jspecify.annotations.NullMarked;
