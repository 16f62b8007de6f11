package dev.openaiadmin.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The words that a description may use, and must; `description.schema.yaml` lists them. */
final class Grammar {

    private static final Schema SCHEMA =
            registry(Dialects.getDraft202012(), Map.of()).getSchema(read());

    private Grammar() {}

    static Stream<String> isKept(Description description) {
        return findings(SCHEMA, description.all());
    }

    /** What a schema has to say about a place, told about the very place inside it. */
    static Stream<String> findings(Schema schema, Place place) {
        return schema.validate(place.node()).stream().map(error -> {
            JsonPointer inside = JsonPointer.compile(error.getInstanceLocation().toString());
            return place.description().at(place.pointer().append(inside)).says(advice(error));
        });
    }

    static SchemaRegistry registry(Dialect dialect, Map<String, String> documents) {
        return SchemaRegistry.withDefaultDialect(
                dialect,
                registry -> registry.schemas(documents)
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .errorMessageKeyword("says")
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    private static String advice(Error error) {
        if (error.isCustomMessage()) {
            return error.getMessage();
        }
        return switch (error.getKeyword()) {
            case "required", "dependentRequired" -> "'%s' is missing: add it".formatted(error.getArguments()[0]);
            case "additionalProperties" ->
                "'%s' is not allowed here: correct the spelling, or remove it".formatted(error.getArguments()[0]);
            default -> error.getMessage() + ": correct the value";
        };
    }

    private static JsonNode read() {
        try (InputStream yaml = Objects.requireNonNull(Grammar.class.getResourceAsStream("/description.schema.yaml"))) {
            return Description.tree(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
