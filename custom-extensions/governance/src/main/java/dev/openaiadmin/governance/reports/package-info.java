/** What reports of costs and of usage share: days, granularity and the values of groups. */
@NullMarked
package dev.openaiadmin.governance.reports;

import org.jspecify.annotations.NullMarked;
