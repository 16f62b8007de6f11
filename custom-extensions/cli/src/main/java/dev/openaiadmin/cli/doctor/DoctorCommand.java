package dev.openaiadmin.cli.doctor;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.cli.doctor.TlsObserver.Handshake;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.settings.ClientSettings;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ProxySettings;
import dev.openaiadmin.client.ResponseInfo;
import dev.openaiadmin.governance.Preflight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what is configured, where it comes from, and whether the API can be used with it. */
@Command(
        name = "doctor",
        description = {
            "Tells what is configured from where, whether the API can be reached, and what the key may read.",
            "",
            "Exit codes: 0 all is well, 2 something else is wrong, 3 the key may not read everything,"
                    + " 4 the key is refused, 6 the API cannot be reached, 64 a setting is wrong or there is no key.",
            "",
            "Profiles are in ~/.config/openai-admin/config.yaml, such as:",
            "",
            "  default_profile: prod",
            "  profiles:",
            "    prod:",
            "      key_command: pass show openai/admin   # or key_file, or key_env",
            "      organization: org-abc123              # or base_url, read_only, timeout",
            "      output: table                         # or time: utc"
        },
        footerHeading = "%nExample:%n",
        footer = "  openai-admin doctor --profile prod")
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration MOST_DIFFERENCE = Duration.ofMinutes(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Format format;

    /** The formats of the findings; named as users write them. */
    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        Findings findings = new Findings(
                spec.commandLine().getOut(),
                format == Format.json,
                Invocation.of(spec).terminal());
        try {
            return examine(findings);
        } finally {
            findings.end();
        }
    }

    private int examine(Findings findings) {
        ClientSettings settings = client.settings();
        Path file = client.profileFile();
        findings.add("Profiles", file + (Files.exists(file) ? "" : ", which does not exist"));
        findings.add(
                "Profile",
                client.profile().name().isEmpty() ? "none" : client.profile().name());
        String baseUrl = settings.baseUrl();
        findings.add(
                "Base URL",
                (baseUrl == null ? OpenAiAdmin.PRODUCTION_URL : baseUrl) + ", from: " + settings.baseUrlSource());
        String organization = settings.organization();
        findings.add(
                "Organization",
                (organization == null ? "that of the key" : organization) + ", from: " + settings.organizationSource());
        findings.add("Proxy", ProxySettings.fromEnvironment().toString().replaceFirst("ProxySettings\\[(.*)]", "$1"));
        findings.add("Read-only", settings.isReadOnly() ? "yes" : "no");
        String keySource = settings.keySource();
        if (keySource == null) {
            findings.addProblem("Key", "none", "set OPENAI_ADMIN_KEY, or use a profile");
            return ExitCode.USAGE;
        }
        findings.add("Key", "from " + keySource);
        return examineConnection(findings);
    }

    private int examineConnection(Findings findings) {
        AtomicReference<@Nullable ResponseInfo> response = new AtomicReference<>();
        AtomicReference<@Nullable Instant> arrived = new AtomicReference<>();
        try {
            TlsObserver tls = new TlsObserver();
            try (OpenAiAdmin admin = client.open(
                    options -> options.readOnly(true).onResponse(info -> {
                        if (response.compareAndSet(null, info)) {
                            arrived.set(Instant.now());
                        }
                    }),
                    tls.context())) {
                Preflight preflight;
                try {
                    preflight = Preflight.of(admin);
                    addConnection(findings, tls.handshake(), response.get(), arrived.get());
                } catch (OpenAiAdminException e) {
                    addConnection(findings, tls.handshake(), response.get(), arrived.get());
                    if (response.get() != null) {
                        findings.addProblem("Rights", "not known", "the error message says why");
                    }
                    throw e;
                }
                return addRights(findings, CommandNames.in(preflight));
            }
        } catch (GeneralSecurityException | IOException e) {
            findings.addProblem(
                    "TLS",
                    "the trust store " + TlsObserver.trustStore() + " cannot be used (" + e.getMessage() + ")",
                    "correct the properties javax.net.ssl of Java");
            return ExitCode.USAGE;
        }
    }

    private static void addConnection(
            Findings findings,
            @Nullable Handshake handshake,
            @Nullable ResponseInfo response,
            @Nullable Instant arrived) {
        if (handshake != null) {
            TlsFindings.add(findings, handshake, Instant.now());
        }
        if (response == null || arrived == null) {
            findings.addProblem("Connection", "failed", "the error message says why");
            return;
        }
        findings.add(
                "Connection",
                "a response after " + response.duration().toMillis() + " ms"
                        + (handshake == null ? ", without TLS" : ""));
        addClock(findings, response, arrived);
    }

    private static int addRights(Findings findings, Preflight preflight) {
        if (preflight.missing().isEmpty() && preflight.refused().isEmpty()) {
            findings.add("Rights", preflight.toString());
            return findings.hasProblem() ? ExitCode.CHANGES_FOUND : ExitCode.DONE;
        }
        findings.addProblem(
                "Rights", preflight.toString(), "an owner of the organization can give the key more scopes");
        return ExitCode.INCOMPLETE;
    }

    private static void addClock(Findings findings, ResponseInfo response, Instant arrived) {
        List<String> dates = response.headers().getOrDefault("date", List.of());
        if (dates.isEmpty()) {
            findings.add("Clock", "cannot be compared: the response has no Date");
            return;
        }
        try {
            Instant server = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(dates.get(0)));
            Duration ahead = Duration.between(server, arrived);
            String difference = ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                    + " that of the server";
            if (ahead.abs().compareTo(MOST_DIFFERENCE) <= 0) {
                findings.add("Clock", difference + "; up to " + MOST_DIFFERENCE.toSeconds() + " s is fine");
            } else {
                findings.addProblem(
                        "Clock", difference, "set the clock of this machine, by which certificates are checked");
            }
        } catch (DateTimeException e) {
            findings.add("Clock", "cannot be compared: the Date of the response is not a date");
        }
    }
}
