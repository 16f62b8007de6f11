/** Removes a person from an organization: a plan of where the person is and what breaks, and its steps in a safe order. */
@NullMarked
package dev.openaiadmin.governance.offboarding;

import org.jspecify.annotations.NullMarked;
