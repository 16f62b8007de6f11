package dev.openaiadmin.governance.snapshots;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.openaiadmin.governance.internal.PrintableJson;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Objects of the API as a snapshot holds them: equal for equal states, and without any part of a key. */
final class SnapshotJson {
    static final JsonMapper MAPPER = JsonMapper.builder(PrintableJson.factory()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .annotationIntrospector(new ComponentsOnly())
            .addModule(new SimpleModule().addSerializer(Instant.class, new IsoWriter()))
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    /** What is listed elsewhere, what is the same for all objects, what changes with every use, and parts of keys. */
    private static final Set<String> LEFT_OUT = Set.of(
            "id",
            "object",
            "project_id",
            "projects",
            "picture",
            "last_used_at",
            "api_key_last_used_at",
            "redacted_value");
    /** Matches keys in all fields, also in those that the API may add later. */
    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{20,}");

    private static final String OWNER = "owner";

    private SnapshotJson() {}

    /** Returns the JSON of an object; of its owner, only type and id are kept. */
    static ObjectNode entry(Object object) {
        ObjectNode tree = MAPPER.valueToTree(object);
        if (tree.path(OWNER) instanceof ObjectNode owner) {
            tree.put(
                    OWNER,
                    owner.path("type").asText() + " " + owner.findPath("id").asText());
        }
        tree.remove(LEFT_OUT);
        return (ObjectNode) settled(tree);
    }

    /** Sorts fields and lists, whose order has no meaning in the API and may change. */
    private static JsonNode settled(JsonNode node) {
        if (node.isTextual()) {
            return MAPPER.getNodeFactory()
                    .textNode(KEY.matcher(node.textValue()).replaceAll("***"));
        }
        if (node.isObject()) {
            ObjectNode sorted = MAPPER.createObjectNode();
            node.properties().stream()
                    .filter(field ->
                            !field.getValue().isNull() && !field.getKey().equals("object"))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> sorted.set(field.getKey(), settled(field.getValue())));
            return sorted;
        }
        if (node.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            node.forEach(element -> elements.add(settled(element)));
            elements.sort(Comparator.comparing(JsonNode::toString));
            return new ArrayNode(MAPPER.getNodeFactory(), elements);
        }
        return node;
    }

    /** Reads the components of records, and not the methods by which they show mappers their times in seconds. */
    private static final class ComponentsOnly extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean hasIgnoreMarker(AnnotatedMember member) {
            return super.hasIgnoreMarker(member)
                    || (member instanceof AnnotatedMethod method && !Modifier.isPublic(method.getModifiers()));
        }
    }

    /** Writes ISO 8601, because people read snapshots, too. */
    private static final class IsoWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        IsoWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(instant.toString());
        }
    }
}
