package dev.openaiadmin.governance.blueprint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random seeds of organizations with everything that blueprints describe, and names that are hard to write. */
final class RandomOrganization {
    private static final List<String> HARD = List.of(
            "no",
            "Yes",
            "on",
            "y",
            "null",
            "~",
            "true",
            "1e3",
            "0x1F",
            "1_000",
            ".inf",
            "12:30:45",
            "2001-01-01",
            "=",
            "<<",
            "*a",
            "&a",
            "!x",
            "- a",
            "a: b",
            "a:",
            "# c",
            "a #c",
            "{}",
            "[x]",
            "a, b",
            "?",
            "| x",
            "> x",
            "@a",
            "`a`",
            "%TAG",
            "---",
            "...",
            " a",
            "a ",
            "'",
            "\"",
            "\\",
            "\\n",
            "''a''",
            "line\nfeed",
            "\ttab",
            "\r",
            "\u0000",
            "\u001b[2J",
            "\u0085",
            "\u2028",
            "\u202e",
            "\u2066",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\u00ad",
            "\u200d",
            "\u7f51",
            "\u6771\u4eac",
            "e\u0301",
            "\u0130",
            "\ud83d\ude00",
            "\ud83d\udc69\u200d\ud83d\ude80",
            " ",
            "organization",
            "con",
            "role-api-project-owner",
            "payments prod",
            "PAYMENTS",
            "payments");

    private final Random random;
    private final ObjectNode seed = JsonNodeFactory.instance.objectNode();
    private final List<String> users = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final List<String> certificates = new ArrayList<>();

    private RandomOrganization(Random random) {
        this.random = random;
    }

    /** Returns the JSON of a seed. */
    static String seed(Random random) {
        return new RandomOrganization(random).made().toString();
    }

    private ObjectNode made() {
        certificates();
        users();
        List<String> roles = roles("roles", "org");
        groups(roles);
        for (String user : users) {
            assign("users/" + user + "/roles", roles);
        }
        if (random.nextBoolean()) {
            seed.putObject("spend_limit").put("threshold_amount", 1 + random.nextInt(100_000));
        }
        if (random.nextBoolean()) {
            seed.putObject("data_retention").put("type", one("zero_data_retention", "enhanced_zero_data_retention"));
        }
        alerts("spend_alerts");
        if (random.nextBoolean()) {
            list("invites").addObject().put("email", "invited@example.com").put("role", "owner");
        }
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            project("proj_" + i);
        }
        return seed;
    }

    private void certificates() {
        for (int i = 0; i < random.nextInt(4); i++) {
            String id = "cert_" + i;
            certificates.add(id);
            ObjectNode certificate = list("certificates").addObject().put("id", id);
            certificate.put("active", random.nextBoolean());
            if (random.nextInt(4) > 0) {
                certificate.put("name", name());
            }
        }
    }

    private void users() {
        for (int i = 0; i < random.nextInt(6); i++) {
            String id = "user-" + i;
            users.add(id);
            ObjectNode user = list("users").addObject().put("id", id);
            switch (random.nextInt(8)) {
                case 0 -> user.putNull("email");
                case 1 -> user.put("email", "not an address " + i);
                case 2 -> user.put("email", "User." + i + "@Example.COM");
                case 3 -> user.put("email", "o'\"#: ".strip() + i + "\u202e@b\u00fccher.example");
                default -> user.put("email", "user" + i + "@example.com");
            }
            user.put("role", one("owner", "reader", "reader", "viewer"));
        }
    }

    private List<String> roles(String place, String prefix) {
        List<String> ids = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of("owner", "reader", "member", "viewer"));
        for (int i = 0; i < random.nextInt(4); i++) {
            String name = name();
            if (names.add(name)) {
                String id = "role_" + prefix + "_" + i;
                ids.add(id);
                ObjectNode role = list(place).addObject().put("id", id).put("name", name);
                ArrayNode permissions = role.putArray("permissions");
                for (int j = 0; j < random.nextInt(3); j++) {
                    permissions.add(one("api.usage.read", "api.model.read", "api.management.read"));
                }
                if (random.nextBoolean()) {
                    role.put("description", random.nextInt(4) == 0 ? "" : name());
                }
            }
        }
        return ids;
    }

    private void groups(List<String> roles) {
        for (int i = 0; i < random.nextInt(4); i++) {
            String id = "group_" + i;
            groups.add(id);
            ObjectNode group = list("groups").addObject().put("id", id).put("name", name());
            group.put("is_scim_managed", random.nextInt(4) == 0);
            for (String user : some(users)) {
                list("groups/" + id + "/users").addObject().put("id", user);
            }
            assign("groups/" + id + "/roles", roles);
        }
    }

    private void project(String id) {
        ObjectNode project = list("projects").addObject().put("id", id).put("name", name());
        if (random.nextInt(4) == 0) {
            project.put("external_key_id", one("ek_1", "ek_2"));
        }
        if (random.nextInt(4) == 0) {
            project.put("residency", one("EU_STORAGE_PROCESSING", "JP_STORAGE"));
        }
        String place = "projects/" + id + "/";
        List<String> roles = roles(place + "roles", id);
        for (String user : some(users)) {
            list(place + "users").addObject().put("id", user).put("role", one("owner", "member", "viewer"));
            assign(place + "users/" + user + "/roles", roles);
        }
        for (String group : some(groups)) {
            list(place + "groups")
                    .addObject()
                    .put("group_id", group)
                    .put("role", one("role-api-project-owner", "role-api-project-viewer"));
            assign(place + "groups/" + group + "/roles", roles);
        }
        for (String certificate : some(certificates)) {
            list(place + "certificates").addObject().put("id", certificate).put("active", true);
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            list(place + "service_accounts")
                    .addObject()
                    .put("name", name())
                    .put("role", one("owner", "member", "none"));
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            String model = random.nextInt(8) == 0 ? "ft:" + "m".repeat(1_100) : name();
            list(place + "rate_limits")
                    .addObject()
                    .put("id", "rl-" + i)
                    .put("model", model)
                    .put("max_requests_per_1_minute", random.nextInt(500));
        }
        alerts(place + "spend_alerts");
        settings(place);
    }

    private void settings(String place) {
        if (random.nextBoolean()) {
            seed.putObject(place + "spend_limit").put("threshold_amount", 1 + random.nextInt(100_000));
        }
        if (random.nextBoolean()) {
            ObjectNode models = seed.putObject(place + "model_permissions").put("mode", one("allow_list", "deny_list"));
            ArrayNode ids = models.putArray("model_ids");
            for (int i = 0; i < random.nextInt(3); i++) {
                ids.add(name());
            }
        }
        if (random.nextBoolean()) {
            ObjectNode tools = seed.putObject(place + "hosted_tool_permissions");
            tools.putObject("mcp").put("enabled", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            ObjectNode tiers = seed.putObject(place + "service_tier_settings");
            tiers.put("default", one("standard", "fast", "scale"));
            if (random.nextBoolean()) {
                tiers.putArray("enabled_tiers").add("flex");
            }
        }
        if (random.nextBoolean()) {
            seed.putObject(place + "data_retention").put("type", one("none", "zero_data_retention"));
        }
    }

    private void alerts(String place) {
        for (int i = 0; i < random.nextInt(4); i++) {
            ObjectNode alert =
                    list(place).addObject().put("id", "alert_" + i).put("threshold_amount", random.nextInt(3));
            ObjectNode channel = alert.putObject("notification_channel").put("type", "email");
            channel.putArray("recipients").add(one("CFO@example.com", "cto@example.com", "nobody"));
            if (random.nextBoolean()) {
                channel.put("subject_prefix", name());
            }
        }
    }

    private void assign(String place, List<String> roles) {
        for (String role : some(roles)) {
            list(place).addObject().put("id", role);
        }
    }

    private ArrayNode list(String place) {
        return seed.withArray("/" + place.replace("~", "~0").replace("/", "~1"));
    }

    private List<String> some(List<String> all) {
        return all.stream().filter(each -> random.nextBoolean()).toList();
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            name.append(HARD.get(random.nextInt(HARD.size())));
        }
        return name.toString();
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }
}
