/**
 * Auto-configuration of the client for Spring Boot.
 *
 * <p>An application with the starter on its class path has an {@code AdminApi} bean, configured by the properties that begin
 * with {@code openai.admin}; {@link dev.openaiadmin.spring.boot.OpenAiAdminProperties} describes each. Beans of the
 * application replace or change what {@link dev.openaiadmin.spring.boot.OpenAiAdminAutoConfiguration} creates. The starters for
 * Spring Boot 3.5 and 4 have the same types here.
 */
@NullMarked
package dev.openaiadmin.spring.boot;

import org.jspecify.annotations.NullMarked;
