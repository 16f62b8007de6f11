@NullMarked
package dev.openaiadmin.scenarios.network;

import org.jspecify.annotations.NullMarked;
