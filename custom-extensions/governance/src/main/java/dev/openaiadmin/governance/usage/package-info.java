/** Usage reports: what was used, over all usage endpoints, by any fields that they can be grouped by. */
@NullMarked
package dev.openaiadmin.governance.usage;

import org.jspecify.annotations.NullMarked;
