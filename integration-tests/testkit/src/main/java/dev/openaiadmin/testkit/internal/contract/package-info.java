/** What a request and a response must be, by the published description. */
@NullMarked
package dev.openaiadmin.testkit.internal.contract;

import org.jspecify.annotations.NullMarked;
