package dev.openaiadmin.cli.settings;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.text.Durations;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The settings of a client, each with the place that it comes from. */
public final class ClientSettings {
    private static final String KEY = "OPENAI_ADMIN_KEY";
    private static final String KEY_FILE = "OPENAI_ADMIN_KEY_FILE";

    private final Invocation invocation;
    private final Profile profile;
    private final boolean profileFirst;

    ClientSettings(Invocation invocation, Profile profile, boolean profileFirst) {
        this.invocation = invocation;
        this.profile = profile;
        this.profileFirst = profileFirst;
    }

    /** A value and the place that it comes from. */
    private record Sourced(String value, String source) {}

    private @Nullable Sourced find(String setting, String variable) {
        String inProfile = profile.get(setting);
        String inEnvironment = invocation.variable(variable);
        Sourced ofProfile =
                inProfile == null ? null : new Sourced(inProfile, setting + " of the profile '" + profile.name() + "'");
        Sourced ofEnvironment = inEnvironment == null ? null : new Sourced(inEnvironment, variable);
        Sourced first = profileFirst ? ofProfile : ofEnvironment;
        return first == null ? (profileFirst ? ofEnvironment : ofProfile) : first;
    }

    /** Returns the base URL; null for the default. */
    public @Nullable String baseUrl() {
        Sourced found = find("base_url", "OPENAI_BASE_URL");
        return found == null ? null : found.value();
    }

    /** Returns where the base URL comes from. */
    public String baseUrlSource() {
        Sourced found = find("base_url", "OPENAI_BASE_URL");
        return found == null ? "default" : found.source();
    }

    /** Returns the organization; null for that of the key. */
    public @Nullable String organization() {
        Sourced found = find("organization", "OPENAI_ORG_ID");
        return found == null ? null : found.value();
    }

    /** Returns where the organization comes from. */
    public String organizationSource() {
        Sourced found = find("organization", "OPENAI_ORG_ID");
        return found == null ? "default" : found.source();
    }

    boolean allowsPlainHttp() {
        Sourced found = find("allow_plain_http", "OPENAI_ADMIN_ALLOW_PLAIN_HTTP");
        return found != null && found.value().equals("true");
    }

    /** Returns whether changes are refused. */
    public boolean isReadOnly() {
        return profile.isSet("read_only");
    }

    @Nullable
    Duration timeout() {
        String text = profile.get("timeout");
        try {
            return text == null ? null : Durations.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidValueException(
                    "timeout of the profile '" + profile.name() + "'", text, "must be a duration such as 30s");
        }
    }

    /** Returns where the key comes from, without the key; null if it comes from nowhere. */
    public @Nullable String keySource() {
        if (isProfileUsedForKey()) {
            String variable = profile.get("key_env");
            String file = profile.get("key_file");
            String kind = variable != null
                    ? "the variable " + variable
                    : file != null ? "the file " + file : "the command of key_command";
            return kind + ", as the profile '" + profile.name() + "' says";
        }
        if (invocation.variable(KEY) != null) {
            return "the variable " + KEY;
        }
        String file = invocation.variable(KEY_FILE);
        return file == null ? null : "the file " + file + ", as the variable " + KEY_FILE + " says";
    }

    private boolean isProfileUsedForKey() {
        boolean inEnvironment = invocation.variable(KEY) != null || invocation.variable(KEY_FILE) != null;
        return profile.hasKey() && (profileFirst || !inEnvironment);
    }

    void applyKey(OpenAiAdmin.Builder builder) {
        if (isProfileUsedForKey()) {
            applyKeyOfProfile(builder);
            return;
        }
        String key = invocation.variable(KEY);
        String file = invocation.variable(KEY_FILE);
        if (key != null) {
            builder.adminKey(key);
        } else if (file != null) {
            builder.adminKeyFile(Path.of(file));
        } else {
            throw new InvalidValueException(
                    KEY,
                    null,
                    "must be set, or " + KEY_FILE + ", or a profile with a key: an owner of the organization creates an"
                            + " admin key at https://platform.openai.com/settings/organization/admin-keys");
        }
    }

    private void applyKeyOfProfile(OpenAiAdmin.Builder builder) {
        String variable = profile.get("key_env");
        String file = profile.get("key_file");
        String command = profile.get("key_command");
        if (variable != null) {
            String key = invocation.variable(variable);
            if (key == null) {
                throw new InvalidValueException(
                        variable, null, "must be set: the profile '" + profile.name() + "' takes the key from it");
            }
            builder.adminKey(key);
        } else if (file != null) {
            builder.adminKeyFile(file.startsWith("~/") ? invocation.home().resolve(file.substring(2)) : Path.of(file));
        } else if (command != null) {
            builder.adminKeys(new KeyCommand(command));
        }
    }
}
