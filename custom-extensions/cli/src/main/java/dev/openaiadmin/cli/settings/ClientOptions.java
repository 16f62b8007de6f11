package dev.openaiadmin.cli.settings;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ProxySettings;
import dev.openaiadmin.client.RequestOptions;
import dev.openaiadmin.client.ResponseInfo;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Creates the client of a command. Every command that sends requests has it as a {@code @Mixin}.
 *
 * <p>A profile that is named by {@code --profile} or {@code OPENAI_ADMIN_PROFILE} goes before the other variables of the
 * environment, and these go before the default profile.
 */
public final class ClientOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup(validate = false, heading = "%nConnection:%n")
    private final Group group = new Group();

    private final SentChanges changes = new SentChanges();
    private final AtomicReference<@Nullable String> namedOrganization = new AtomicReference<>();

    private @Nullable Profile profile;

    /** Creates the options of a command that is made of annotations, which set the command. */
    @SuppressWarnings("NullAway.Init") // The library sets the command.
    public ClientOptions() {}

    /** Creates the options of another command. */
    public ClientOptions(CommandSpec command) {
        this.command = command;
    }

    private static final class Group {
        @Option(names = "--profile", paramLabel = "NAME", description = "The settings that are used; see doctor.")
        private @Nullable String profile;

        @Option(names = "--read-only", description = "Refuse every request that could change something.")
        private boolean readOnly;

        @Option(names = "--timeout", paramLabel = "DURATION", description = "For each call, such as 30s or 10m.")
        private @Nullable Duration timeout;

        @Option(
                names = {"-v", "--verbose"},
                description = "Log each request on standard error, without key and bodies.")
        private boolean verbose;
    }

    /** Creates a client with the key, the address and the proxy that the settings name. */
    public OpenAiAdmin open() {
        return open(options -> {});
    }

    /** Creates a client as {@link #open()} does, with other options for its calls. */
    public OpenAiAdmin open(Consumer<RequestOptions.Builder> change) {
        return builder().options(change).build();
    }

    /** Creates a client as {@link #open(Consumer)} does, which secures its connections by a context of the caller. */
    public OpenAiAdmin open(Consumer<RequestOptions.Builder> change, SSLContext context) {
        return builder().options(change).sslContext(context).build();
    }

    private OpenAiAdmin.Builder builder() {
        Invocation invocation = Invocation.of(command);
        ClientSettings settings = settings();
        OpenAiAdmin.Builder builder = OpenAiAdmin.builder()
                .proxy(ProxySettings.fromEnvironment())
                .options(options -> options.addListener(changes).onResponse(this::rememberOrganization));
        settings.applyKey(builder);
        String organization = settings.organization();
        if (organization != null) {
            builder.organization(organization);
        }
        String baseUrl = settings.baseUrl();
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        builder.allowPlainHttp(settings.allowsPlainHttp());
        Duration timeout = group.timeout == null ? settings.timeout() : group.timeout;
        if (timeout != null) {
            builder.options(options -> options.timeout(timeout));
        }
        if (isReadOnly()) {
            builder.options(options -> options.readOnly(true));
        }
        if (group.verbose || invocation.variable("OPENAI_ADMIN_VERBOSE") != null) {
            PrintWriter err = command.commandLine().getErr();
            builder.options(options -> options.addListener(call -> new RequestLog(call, err)));
        }
        return builder;
    }

    private void rememberOrganization(ResponseInfo response) {
        response.headers().getOrDefault("openai-organization", List.of()).stream()
                .findFirst()
                .ifPresent(namedOrganization::set);
    }

    /** Returns what the clients have sent that changes something. */
    public SentChanges changes() {
        return changes;
    }

    /** Returns whether every request is refused that could change something. */
    public boolean isReadOnly() {
        return group.readOnly || settings().isReadOnly();
    }

    /**
     * Refuses a command that changes something where only reads are allowed, before it asks and before it sends anything.
     *
     * @param words the words of the command, such as {@code apply}
     * @throws GovernanceException if only reads are allowed
     */
    public void requireChangesAllowed(String words) {
        if (isReadOnly()) {
            throw new GovernanceException("'" + words + "' changes the organization, and "
                    + (group.readOnly
                            ? "--read-only is given"
                            : "the profile '" + profile().name() + "' says read_only")
                    + "; nothing was sent");
        }
    }

    /** Returns the organization and the profile in words, as far as they are known, for questions. */
    public String target() {
        String known = settings().organization();
        String named = known == null ? namedOrganization.get() : known;
        String organization = named == null ? "the organization of the key" : "the organization " + named;
        String name = profile().name();
        return PrintableText.line(name.isEmpty() ? organization : organization + " (profile " + name + ")");
    }

    /** Returns the settings and where each comes from. */
    public ClientSettings settings() {
        return new ClientSettings(Invocation.of(command), profile(), isProfileNamed());
    }

    /** Returns the profile that is used. */
    public Profile profile() {
        Profile known = profile;
        if (known == null) {
            Invocation invocation = Invocation.of(command);
            String name = group.profile == null ? invocation.variable("OPENAI_ADMIN_PROFILE") : group.profile;
            known = ProfileFile.profile(invocation, name);
            profile = known;
        }
        return known;
    }

    private boolean isProfileNamed() {
        return group.profile != null || Invocation.of(command).variable("OPENAI_ADMIN_PROFILE") != null;
    }

    /** Returns the file that holds the profiles, whether it exists or not. */
    public Path profileFile() {
        return ProfileFile.path(Invocation.of(command));
    }
}
