/** Support for tests of Spring Boot applications, with the test kit on their class path. */
@NullMarked
package dev.openaiadmin.spring.boot.test;

import org.jspecify.annotations.NullMarked;
