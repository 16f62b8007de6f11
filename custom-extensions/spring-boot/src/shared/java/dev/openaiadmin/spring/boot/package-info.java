/**
 * Auto-configuration of the client for Spring Boot. {@code OpenAiAdminAutoConfiguration} is the entry; the properties are
 * those of {@code OpenAiAdminProperties}.
 *
 * <p>The same source is compiled for each generation of Spring Boot that is supported, and with it a package for the health
 * indicator, whose types differ.
 */
@NullMarked
package dev.openaiadmin.spring.boot;

import org.jspecify.annotations.NullMarked;
