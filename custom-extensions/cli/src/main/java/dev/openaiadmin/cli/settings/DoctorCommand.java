package dev.openaiadmin.cli.settings;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ProxySettings;
import dev.openaiadmin.client.ResponseInfo;
import dev.openaiadmin.governance.Preflight;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what is configured, where it comes from, and whether the API can be used with it. */
@Command(
        name = "doctor",
        description = {
            "Tells what is configured from where, whether the API can be reached, and what the key may read.",
            "",
            "Profiles are in ~/.config/openai-admin/config.yaml, such as:",
            "",
            "  default_profile: prod",
            "  profiles:",
            "    prod:",
            "      key_command: pass show openai/admin   # or key_file, or key_env",
            "      organization: org-abc123              # or base_url, read_only, timeout",
            "      output: table                         # or time: utc"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration MOST_DIFFERENCE = Duration.ofMinutes(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Override
    public Integer call() {
        ClientSettings settings = client.settings();
        Path file = client.profileFile();
        line("Profiles", file + (Files.exists(file) ? "" : ", which does not exist"));
        line(
                "Profile",
                client.profile().name().isEmpty() ? "none" : client.profile().name());
        String baseUrl = settings.baseUrl();
        line(
                "Base URL",
                (baseUrl == null ? OpenAiAdmin.PRODUCTION_URL : baseUrl) + ", from: " + settings.baseUrlSource());
        String organization = settings.organization();
        line(
                "Organization",
                (organization == null ? "that of the key" : organization) + ", from: " + settings.organizationSource());
        line("Proxy", String.valueOf(ProxySettings.fromEnvironment()));
        line("Read-only", settings.isReadOnly() ? "yes" : "no");
        String keySource = settings.keySource();
        line("Key", keySource == null ? "none: set OPENAI_ADMIN_KEY, or use a profile" : "from " + keySource);
        return keySource == null ? ExitCode.USAGE : examineConnection();
    }

    private int examineConnection() {
        AtomicReference<@Nullable ResponseInfo> response = new AtomicReference<>();
        AtomicReference<@Nullable Instant> arrived = new AtomicReference<>();
        try (OpenAiAdmin admin = client.open(options -> options.readOnly(true).onResponse(info -> {
            if (response.compareAndSet(null, info)) {
                arrived.set(Instant.now());
            }
        }))) {
            Preflight preflight = Preflight.of(admin);
            ResponseInfo first = response.get();
            Instant time = arrived.get();
            if (first != null && time != null) {
                line("Connection", "a response after " + first.duration().toMillis() + " ms");
                line("Clock", clock(first, time));
            }
            line("Rights", preflight.toString().replace("\n", "\n              "));
            boolean complete =
                    preflight.missing().isEmpty() && preflight.refused().isEmpty();
            return complete ? ExitCode.DONE : ExitCode.INCOMPLETE;
        } catch (OpenAiAdminException e) {
            line("Connection", "failed");
            throw e;
        }
    }

    private static String clock(ResponseInfo response, Instant arrived) {
        List<String> dates = response.headers().getOrDefault("date", List.of());
        if (dates.isEmpty()) {
            return "the response does not say the time";
        }
        try {
            Instant server = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(dates.get(0)));
            Duration difference = Duration.between(server, arrived).abs();
            return difference.compareTo(MOST_DIFFERENCE) <= 0
                    ? "as that of the server, within a minute"
                    : "differs from that of the server by " + difference.toSeconds() + " s; set it";
        } catch (DateTimeException e) {
            return "the response has no readable time";
        }
    }

    private void line(String name, String value) {
        PrintWriter out = spec.commandLine().getOut();
        out.println((name + " ".repeat(14)).substring(0, 14) + PrintableText.lines(value));
        out.flush();
    }
}
