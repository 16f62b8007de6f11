/** How the reports are written: CSV, JSON, tables for terminals and HTML pages; not an API. */
@NullMarked
package dev.openaiadmin.governance.internal.report;

import org.jspecify.annotations.NullMarked;
