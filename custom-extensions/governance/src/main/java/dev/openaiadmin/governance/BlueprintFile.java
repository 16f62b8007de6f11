package dev.openaiadmin.governance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.openaiadmin.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Blueprints in YAML, of which JSON is a part; every mistake is told with its place and what is allowed there. */
final class BlueprintFile {
    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(Root.class);

    private BlueprintFile() {}

    static OrganizationBlueprint read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new GovernanceException(file + ": no such file", e);
        } catch (IOException e) {
            throw new GovernanceException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    static OrganizationBlueprint parse(String source, String text) {
        try {
            Root root = YAML.readValue(text);
            if (root == null || root.projects() == null) {
                throw new GovernanceException(source + ": must hold 'projects', a list of blueprints");
            }
            return root.blueprint();
        } catch (JsonProcessingException e) {
            throw new GovernanceException(source + ", " + place(e) + ": " + mistake(e), e);
        } catch (InvalidValueException e) {
            throw new GovernanceException(source + ": " + e.getMessage(), e);
        }
    }

    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "somewhere" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String mistake(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "'" + unknown.getPropertyName() + "' is not known here; known: "
                    + known(unknown.getKnownPropertyIds());
        }
        if (e.getCause() instanceof InvalidValueException invalid) {
            return String.valueOf(invalid.getMessage());
        }
        if (e instanceof MismatchedInputException mismatch) {
            return "'" + pathOf(mismatch) + "' must be " + kind(mismatch.getTargetType());
        }
        return String.valueOf(e.getOriginalMessage());
    }

    private static String known(@Nullable Collection<Object> names) {
        return names == null
                ? ""
                : new TreeSet<>(names.stream().map(String::valueOf).toList())
                        .stream().collect(Collectors.joining(", "));
    }

    private static String pathOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number";
        }
        return type == String.class || type == Email.class ? "a text" : "a mapping of names to values";
    }

    private record Root(@JsonProperty("projects") @Nullable List<Entry> projects) {
        OrganizationBlueprint blueprint() {
            List<ProjectBlueprint> blueprints = new ArrayList<>();
            for (Entry entry : projects == null ? List.<Entry>of() : projects) {
                blueprints.add(entry.blueprint);
            }
            return OrganizationBlueprint.of(blueprints);
        }
    }

    /** An address; a type of its own, so that a mistake in it is told with its own place. */
    private record Email(String address) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Email {
            ProjectBlueprint.email(address);
        }
    }

    private record Account(String name, boolean withKey) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Account named(String name) {
            return new Account(name, true);
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        static Account of(
                @JsonProperty(value = "name", required = true) String name,
                @JsonProperty("key") @Nullable Boolean key) {
            return new Account(name, key == null || key);
        }
    }

    private record Limit(Map<String, Long> values) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Limit {
            for (String name : values.keySet()) {
                if (!Limits.known().contains(name)) {
                    throw new InvalidValueException(
                            "rate limit", name, "is not known here; known: " + String.join(", ", Limits.known()));
                }
            }
        }
    }

    private record Alert(
            @JsonProperty(value = "at_cents", required = true)
            Long cents,

            @JsonProperty(value = "recipients", required = true)
            List<Email> recipients) {}

    private record Models(
            @JsonProperty("allow") @Nullable List<String> allow,
            @JsonProperty("deny") @Nullable List<String> deny) {
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        Models {
            if ((allow == null) == (deny == null)) {
                throw new InvalidValueException("models", null, "must hold either 'allow' or 'deny'");
            }
        }
    }

    private static final class Entry {
        private final ProjectBlueprint blueprint;

        @JsonCreator
        Entry(
                @JsonProperty(value = "name", required = true) String name,
                @JsonProperty("id") @Nullable String id,
                @JsonProperty("external_key") @Nullable String externalKey,
                @JsonProperty("owners") @Nullable List<Email> owners,
                @JsonProperty("members") @Nullable List<Email> members,
                @JsonProperty("service_accounts") @Nullable List<Account> serviceAccounts,
                @JsonProperty("rate_limits") @Nullable Map<String, Limit> rateLimits,
                @JsonProperty("monthly_spend_limit_in_cents") @Nullable Long spendLimit,
                @JsonProperty("spend_alerts") @Nullable List<Alert> spendAlerts,
                @JsonProperty("models") @Nullable Models models) {
            ProjectBlueprint made = ProjectBlueprint.named(name);
            made = id == null ? made : made.id(id);
            made = externalKey == null ? made : made.externalKey(externalKey);
            for (Email owner : orEmpty(owners)) {
                made = made.owner(owner.address());
            }
            for (Email member : orEmpty(members)) {
                made = made.member(member.address());
            }
            for (Account account : orEmpty(serviceAccounts)) {
                made = account.withKey()
                        ? made.serviceAccount(account.name())
                        : made.serviceAccountWithoutKey(account.name());
            }
            for (Map.Entry<String, Limit> limit :
                    (rateLimits == null ? Map.<String, Limit>of() : rateLimits).entrySet()) {
                made = made.rateLimit(
                        limit.getKey(), Limits.request(limit.getValue().values()));
            }
            made = spendLimit == null ? made : made.monthlySpendLimit(spendLimit);
            for (Alert alert : orEmpty(spendAlerts)) {
                made = made.spendAlert(
                        alert.cents(),
                        alert.recipients().stream().map(Email::address).toArray(String[]::new));
            }
            this.blueprint = models == null ? made : withModels(made, models);
        }

        private static ProjectBlueprint withModels(ProjectBlueprint blueprint, Models models) {
            return models.allow() != null
                    ? blueprint.modelAllowlist(models.allow().toArray(String[]::new))
                    : blueprint.modelDenylist(orEmpty(models.deny()).toArray(String[]::new));
        }

        private static <T> List<T> orEmpty(@Nullable List<T> list) {
            return list == null ? List.of() : list;
        }
    }
}
