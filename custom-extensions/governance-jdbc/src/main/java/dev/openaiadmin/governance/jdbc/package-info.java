/**
 * Journals of the workflows in a relational database, so that runners on several machines share them, and the locks that
 * keep these runners apart.
 */
@NullMarked
package dev.openaiadmin.governance.jdbc;

import org.jspecify.annotations.NullMarked;
