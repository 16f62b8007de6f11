/** HTTP/1.1 on HttpCore: requests in, responses out. Knows nothing of the API. */
@NullMarked
package dev.openaiadmin.testkit.internal.http;

import org.jspecify.annotations.NullMarked;
