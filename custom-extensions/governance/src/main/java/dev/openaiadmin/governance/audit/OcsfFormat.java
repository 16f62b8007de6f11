package dev.openaiadmin.governance.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the Open Cybersecurity Schema Framework. The event as it was received is in {@code raw_data}, and what
 * the schema has no place for is in {@code unmapped}.
 */
final class OcsfFormat implements AuditFormat {
    private static final int CATEGORY = 3;
    private static final String CATEGORY_NAME = "Identity & Access Management";
    private static final int OTHER_TYPE = 99;
    /** For objects that need one identifying field when the event has none. */
    private static final String UNKNOWN = "Unknown";

    private static final Map<String, Integer> ENTITY_TYPES =
            Map.of("User", 2, "Group", 3, "Organization", 4, "Network Zone", 7);
    private static final Set<String> MAPPED = Set.of("id", "type", "effective_at", "actor");
    /** The lists of events that name several objects. */
    private static final List<String> LISTS = List.of("certificates", "configs");

    private final OcsfVersion version;

    OcsfFormat(OcsfVersion version) {
        this.version = version;
    }

    @Override
    public List<String> lines(AuditEvent event) {
        ObjectNode received = EventJson.tree(event.json());
        JsonNode details = received.path(event.type().value());
        for (String list : LISTS) {
            if (details.path(list).isArray() && !details.path(list).isEmpty()) {
                List<String> lines = new ArrayList<>();
                for (JsonNode element : details.path(list)) {
                    ObjectNode line = line(event, received, element);
                    ObjectNode metadata = (ObjectNode) line.path("metadata");
                    metadata.put("uid", event.id() + "#" + lines.size());
                    metadata.put("correlation_uid", event.id());
                    lines.add(EventJson.line(line));
                }
                return lines;
            }
        }
        return List.of(EventJson.line(line(event, received, details)));
    }

    /**
     * Returns one object of the schema.
     *
     * @param subject what the event is about: its details, or one of several in them
     */
    private ObjectNode line(AuditEvent event, ObjectNode received, JsonNode subject) {
        String type = event.type().value();
        OcsfMapping mapping = mapping(type, subject);
        OcsfActivity activity = mapping.in(version);
        boolean isFailure = type.endsWith(".failed");
        ObjectNode line = EventJson.object()
                .put("activity_id", activity.id())
                .put("activity_name", activity.name())
                .put("category_uid", CATEGORY)
                .put("category_name", CATEGORY_NAME)
                .put("class_uid", activity.ocsfClass().uid())
                .put("class_name", activity.ocsfClass().title())
                .put("type_uid", activity.typeUid())
                .put("type_name", activity.ocsfClass().title() + ": " + activity.name())
                .put("time", event.effectiveAt().toEpochMilli())
                .put("severity_id", 1)
                .put("severity", "Informational")
                .put("status_id", isFailure ? 2 : 1)
                .put("status", isFailure ? "Failure" : "Success")
                .put("message", type);
        copy(subject.path("error_code"), line, "status_code");
        copy(subject.path("error_message"), line, "status_detail");
        addMetadata(line.putObject("metadata"), event);
        JsonNode actor = received.path("actor");
        ObjectNode user = user(actor);
        if (!user.isEmpty()) {
            line.putObject("actor").set("user", user);
        }
        addEndpoint(line, actor.path("session"));
        addSubject(line, mapping, activity.ocsfClass(), user, subject);
        line.put("raw_data", event.json());
        ObjectNode unmapped = received.deepCopy().remove(MAPPED);
        if (!unmapped.isEmpty()) {
            line.set("unmapped", unmapped);
        }
        return line;
    }

    private static OcsfMapping mapping(String type, JsonNode details) {
        return switch (type) {
            case "role.assignment.created", "role.assignment.deleted" ->
                OcsfMapping.ofAssignment(
                        type.endsWith(".created"),
                        details.path("principal_type")
                                .asText()
                                .toLowerCase(Locale.ROOT)
                                .contains("group"),
                        !details.path("permissions").isEmpty());
            default -> OcsfMapping.of(type);
        };
    }

    private void addMetadata(ObjectNode metadata, AuditEvent event) {
        metadata.put("version", version.toString());
        metadata.putObject("product").put("name", "OpenAI API Platform").put("vendor_name", "OpenAI");
        metadata.put("uid", event.id()).put("event_code", event.type().value()).put("log_name", "audit_logs");
        if (event.organization() != null) {
            metadata.put("tenant_uid", event.organization());
        }
    }

    /** Returns the user or the service account that acted; empty when the event does not tell. */
    private static ObjectNode user(JsonNode actor) {
        JsonNode key = actor.path("api_key");
        JsonNode account = key.path("service_account");
        JsonNode person = actor.path("session").path("user");
        person = person.isObject() ? person : key.path("user");
        ObjectNode user = EventJson.object();
        copy(account.isObject() ? account.path("id") : person.path("id"), user, "uid");
        copy(person.path("email"), user, "email_addr");
        copy(key.path("id"), user, "credential_uid");
        if (!user.isEmpty()) {
            addUserType(user, account.isObject());
            if (!user.has("uid") && !user.has("email_addr")) {
                user.put("name", UNKNOWN);
            }
        }
        return user;
    }

    private static void addUserType(ObjectNode user, boolean isServiceAccount) {
        user.put("type_id", isServiceAccount ? 4 : 1).put("type", isServiceAccount ? "Service" : "User");
    }

    private static void addEndpoint(ObjectNode line, JsonNode session) {
        copy(session.path("user_agent"), line.putObject("http_request"), "user_agent");
        ObjectNode endpoint = line.putObject("src_endpoint");
        copy(session.path("ip_address"), endpoint, "ip");
        JsonNode place = session.path("ip_address_details");
        ObjectNode location = endpoint.putObject("location");
        copy(place.path("city"), location, "city");
        copy(place.path("country"), location, "country");
        copy(place.path("region"), location, "region");
        copyNumber(place.path("latitude"), location, "lat");
        copyNumber(place.path("longitude"), location, "long");
        removeIfEmpty(endpoint, "location");
        removeIfEmpty(line, "src_endpoint");
        removeIfEmpty(line, "http_request");
    }

    private void addSubject(
            ObjectNode line, OcsfMapping mapping, OcsfClass ocsfClass, ObjectNode actor, JsonNode details) {
        switch (ocsfClass) {
            case AUTHENTICATION -> {
                line.set(
                        "user",
                        actor.isEmpty()
                                ? EventJson.object().put("name", UNKNOWN).put("type_id", 0)
                                : actor);
                line.putObject("service").put("name", "OpenAI");
            }
            case ACCOUNT_CHANGE, USER_MANAGEMENT, USER_ACCESS_MANAGEMENT -> {
                ObjectNode user = identified(userId(details), name(details));
                addUserType(user, mapping.subject().equals("Service Account"));
                line.set("user", user);
                if (ocsfClass == OcsfClass.USER_ACCESS_MANAGEMENT) {
                    line.set("privileges", details.path("permissions").deepCopy());
                }
            }
            case GROUP_MANAGEMENT -> line.set("group", identified(groupId(details), name(details)));
            case ROLE_MANAGEMENT -> line.set("iam_role", identified(first(details, "role_id", "id"), name(details)));
            case ENTITY_MANAGEMENT -> {
                ObjectNode entity = identified(entityId(mapping, details), name(details));
                entity.put("type", mapping.subject());
                entity.put("type_id", ENTITY_TYPES.getOrDefault(mapping.subject(), OTHER_TYPE));
                line.set("entity", entity);
            }
        }
    }

    private static @Nullable JsonNode entityId(OcsfMapping mapping, JsonNode details) {
        return switch (mapping.subject()) {
            case "User" -> userId(details);
            case "Role" -> first(details, "role_id", "id");
            default -> first(details, "id");
        };
    }

    /**
     * Returns the id of the user, which is not always {@code id}: some events of users have the id of the project
     * there.
     */
    private static @Nullable JsonNode userId(JsonNode details) {
        JsonNode id = first(details, "principal_id", "user_id", "id");
        return id != null && id.asText().startsWith("proj_") ? null : id;
    }

    private static @Nullable JsonNode groupId(JsonNode details) {
        return first(details, "principal_id", "group_id", "id");
    }

    private static @Nullable JsonNode name(JsonNode details) {
        JsonNode own = first(details, "name", "role_name", "email");
        return own == null ? first(details.path("data"), "name", "group_name", "email") : own;
    }

    private static @Nullable JsonNode first(JsonNode object, String... names) {
        for (String name : names) {
            JsonNode value = object.path(name);
            if (value.isTextual() && !value.textValue().isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private static ObjectNode identified(@Nullable JsonNode uid, @Nullable JsonNode name) {
        ObjectNode object = EventJson.object();
        if (uid != null) {
            object.set("uid", uid);
        }
        if (name != null) {
            object.set("name", name);
        } else if (uid == null) {
            object.put("name", UNKNOWN);
        }
        return object;
    }

    private static void copy(JsonNode value, ObjectNode target, String name) {
        if (value.isTextual() && !value.textValue().isEmpty()) {
            target.set(name, value);
        }
    }

    /** The API sends coordinates as text. */
    private static void copyNumber(JsonNode value, ObjectNode target, String name) {
        try {
            if (value.isValueNode() && !value.isNull()) {
                target.put(name, new BigDecimal(value.asText()));
            }
        } catch (NumberFormatException e) {
            // The text is left out here; raw_data contains it.
        }
    }

    private static void removeIfEmpty(ObjectNode parent, String name) {
        if (parent.path(name).isEmpty()) {
            parent.remove(name);
        }
    }
}
