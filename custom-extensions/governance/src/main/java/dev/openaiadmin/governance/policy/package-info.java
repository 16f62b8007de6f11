/**
 * Rules that blueprints and the organization have to keep, such as a spend limit for every project.
 *
 * <p>A rule is a class that implements {@code Rule}, with its line in {@code RuleKind}. What rules look at is a {@code
 * Fact}: it says how the organization is asked for it, and blueprints state it.
 */
@NullMarked
package dev.openaiadmin.governance.policy;

import org.jspecify.annotations.NullMarked;
