/**
 * JSON to records and back.
 *
 * <p>{@link dev.openaiadmin.client.internal.json.JsonCodec} is the entry. Of Jackson it uses the parser and the generator
 * alone: a library that binds any object to any JSON is larger than all others of the client together (1.7 MB), and takes
 * three times as long for a page of projects. The records that the templates write need a few readers and one writer.
 * Types of users are bound by jackson-databind where the application has it.
 *
 * <p>Nothing here is part of the public API of the client.
 */
@NullMarked
package dev.openaiadmin.client.internal.json;

import org.jspecify.annotations.NullMarked;
