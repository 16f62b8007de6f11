/**
 * Policies: rules that blueprints and the organization have to keep, such as a spend limit for every project.
 *
 * <p>Rules are a part of an organization file. A plan checks its blueprints against them before it sends a request, and {@link
 * dev.openaiadmin.governance.Governance#check} checks the present state of the organization. Both report each violation with
 * the project, the rule, and the place in the file.
 */
@NullMarked
package dev.openaiadmin.governance.policy;

import org.jspecify.annotations.NullMarked;
