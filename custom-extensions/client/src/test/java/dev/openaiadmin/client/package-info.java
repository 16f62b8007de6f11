@NullMarked
package dev.openaiadmin.client;

import org.jspecify.annotations.NullMarked;
