/** What teams do with an organization: projects from blueprints, rotated keys, costs, snapshots. */
@NullMarked
package dev.openaiadmin.governance;

import org.jspecify.annotations.NullMarked;
