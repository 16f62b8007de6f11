package dev.openaiadmin.governance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
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

    private static final String NO_PROJECTS = ": must hold 'projects', a list of blueprints";

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
                throw new GovernanceException(source + NO_PROJECTS);
            }
            return root.blueprint();
        } catch (JsonProcessingException e) {
            if (text.isBlank()) {
                throw new GovernanceException(source + NO_PROJECTS, e);
            }
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

        ProjectBlueprint in(ProjectBlueprint blueprint) {
            if (allow != null) {
                return blueprint.modelAllowlist(allow.toArray(String[]::new));
            }
            return deny == null ? blueprint : blueprint.modelDenylist(deny.toArray(String[]::new));
        }
    }

    /** A blueprint with the place where it begins, for mistakes that only the whole of it shows. */
    @JsonDeserialize(using = EntryReader.class)
    private record Entry(ProjectBlueprint blueprint) {}

    private static final class EntryReader extends JsonDeserializer<Entry> {
        @Override
        public Entry deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonLocation beginning = parser.currentTokenLocation();
            Parts parts = context.readValue(parser, Parts.class);
            try {
                return new Entry(parts.blueprint());
            } catch (InvalidValueException e) {
                throw new Misplaced(e, beginning);
            }
        }
    }

    private static final class Misplaced extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        Misplaced(InvalidValueException cause, JsonLocation place) {
            super(cause.getMessage(), place, cause);
        }
    }

    /** What a blueprint may hold; read into fields, since then a name that is not known is told where it stands. */
    private static final class Parts {
        @JsonProperty("name")
        private @Nullable String name;

        @JsonProperty("id")
        private @Nullable String id;

        @JsonProperty("external_key")
        private @Nullable String externalKey;

        @JsonProperty("owners")
        private List<Email> owners = List.of();

        @JsonProperty("members")
        private List<Email> members = List.of();

        @JsonProperty("service_accounts")
        private List<Account> serviceAccounts = List.of();

        @JsonProperty("rate_limits")
        private Map<String, Limit> rateLimits = Map.of();

        @JsonProperty("monthly_spend_limit_in_cents")
        private @Nullable Long spendLimit;

        @JsonProperty("spend_alerts")
        private List<Alert> spendAlerts = List.of();

        @JsonProperty("models")
        private @Nullable Models models;

        private ProjectBlueprint blueprint() {
            if (name == null) {
                throw new InvalidValueException("name", null, "must be given for each project");
            }
            ProjectBlueprint made = ProjectBlueprint.named(name);
            made = id == null ? made : made.id(id);
            made = externalKey == null ? made : made.externalKey(externalKey);
            for (Email owner : owners) {
                made = made.owner(owner.address());
            }
            for (Email member : members) {
                made = made.member(member.address());
            }
            for (Account account : serviceAccounts) {
                made = account.withKey()
                        ? made.serviceAccount(account.name())
                        : made.serviceAccountWithoutKey(account.name());
            }
            for (Map.Entry<String, Limit> limit : rateLimits.entrySet()) {
                made = made.rateLimit(
                        limit.getKey(), Limits.request(limit.getValue().values()));
            }
            made = spendLimit == null ? made : made.monthlySpendLimit(spendLimit);
            for (Alert alert : spendAlerts) {
                made = made.spendAlert(
                        alert.cents(),
                        alert.recipients().stream().map(Email::address).toArray(String[]::new));
            }
            return models == null ? made : models.in(made);
        }
    }
}
