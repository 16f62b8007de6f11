package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import feign.Feign;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The client of an OpenAI organization's administration API.
 *
 * <p>Make one for the life of the application, and close it at the end: it holds a pool of connections. Immutable and
 * safe for use by many threads.
 *
 * <pre>{@code
 * try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
 *     Project project = admin.projects().create("payments-prod");
 * }
 * }</pre>
 */
public final class OpenAiAdmin implements AdminApi, AutoCloseable {
    private final Session session;
    private final RequestOptions options;
    private final AdminApi view;

    private OpenAiAdmin(Session session, RequestOptions options) {
        this.session = session;
        this.options = options;
        this.view = new View(session, options);
    }

    /**
     * Makes a client from the environment: {@code OPENAI_ADMIN_KEY}, and if set {@code OPENAI_ORG_ID} and
     * {@code OPENAI_BASE_URL}.
     *
     * @return a new client
     * @throws InvalidValueException when the key is not set, or a value cannot be right; it names the variable
     */
    public static OpenAiAdmin fromEnv() {
        return fromEnv(System.getenv());
    }

    static OpenAiAdmin fromEnv(Map<String, String> environment) {
        String key = environment.get("OPENAI_ADMIN_KEY");
        if (key == null || key.isBlank()) {
            throw new InvalidValueException(
                    "OPENAI_ADMIN_KEY",
                    null,
                    "must be set: an owner of the organization makes an admin key at"
                            + " https://platform.openai.com/settings/organization/admin-keys");
        }
        Builder builder = builder().adminKey(key);
        String organization = environment.get("OPENAI_ORG_ID");
        if (organization != null && !organization.isBlank()) {
            builder.organization(organization);
        }
        String baseUrl = environment.get("OPENAI_BASE_URL");
        if (baseUrl != null && !baseUrl.isBlank()) {
            builder.baseUrl(baseUrl);
        }
        return builder.build();
    }

    /**
     * Starts a client with the defaults; only a key has to be set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public <T> T api(Class<T> resource) {
        return view.api(resource);
    }

    /**
     * Gives the same resources with other options, on the same connections. The client itself stays as it is.
     *
     * <pre>{@code
     * admin.with(options -> options.timeout(Duration.ofSeconds(5)).maxAttempts(1)).projects().retrieve(id);
     * }</pre>
     *
     * @param change changes the options of this client
     * @return a view; there is nothing to close
     */
    public AdminApi with(Consumer<RequestOptions.Builder> change) {
        RequestOptions.Builder changed = options.toBuilder();
        change.accept(changed);
        return new View(session, changed.build());
    }

    /**
     * Closes all connections, and ends the one thread of the client. Calls under way, those that wait for their next
     * attempt among them, and later ones end with {@link ClientClosedException}.
     */
    @Override
    public void close() {
        session.close();
    }

    /** Names the base URL. */
    @Override
    public String toString() {
        return "OpenAiAdmin[" + session.baseUrl() + "]";
    }

    /** Collects what a client is made of. Not safe for use by many threads. */
    public static final class Builder {
        private @Nullable AdminKeySource keys;
        private @Nullable String organization;
        private URI baseUrl = URI.create(AdminApi.PRODUCTION_URL);
        private final NetworkSettings network = new NetworkSettings();
        private @Nullable Consumer<Feign.Builder> customization;
        private final RequestOptions.Builder options = RequestOptions.defaults().toBuilder();

        private Builder() {}

        /**
         * Uses one key.
         *
         * @param key the key as the API has shown it
         * @return this builder
         * @throws InvalidValueException when it cannot be a key
         */
        public Builder adminKey(String key) {
            AdminKey adminKey = AdminKey.of(key);
            return adminKeys(() -> adminKey);
        }

        /**
         * Uses keys that change while the client lives.
         *
         * @param keys asked for every attempt
         * @return this builder
         */
        public Builder adminKeys(AdminKeySource keys) {
            this.keys = keys;
            return this;
        }

        /**
         * Names the organization, for keys that belong to several.
         *
         * @param organization an id such as {@code org-abc123}
         * @return this builder
         * @throws InvalidValueException when it cannot be sent in a header
         */
        public Builder organization(String organization) {
            if (!organization.matches("[!-~]+")) {
                throw new InvalidValueException("organization", organization, "must be visible ASCII without blanks");
            }
            this.organization = organization;
            return this;
        }

        /**
         * Sends requests elsewhere, such as to a test server. {@link AdminApi#PRODUCTION_URL} by default.
         *
         * @param baseUrl https, or http to this machine; without user, query and fragment
         * @return this builder
         * @throws InvalidValueException when it is anything else
         */
        public Builder baseUrl(String baseUrl) {
            this.baseUrl = BaseUrl.parse(baseUrl);
            return this;
        }

        /**
         * Sets the options of all calls; {@link OpenAiAdmin#with} changes them for some.
         *
         * @param change changes the defaults
         * @return this builder
         */
        public Builder options(Consumer<RequestOptions.Builder> change) {
            change.accept(options);
            return this;
        }

        /**
         * Limits the time to connect, and the time for the TLS handshake after that. 5 seconds each by default.
         *
         * @param connectTimeout at least a millisecond, at most a day
         * @return this builder
         * @throws InvalidValueException when it is not
         */
        public Builder connectTimeout(Duration connectTimeout) {
            network.connectTimeout = moreThanZero("connectTimeout", connectTimeout);
            return this;
        }

        /**
         * Limits the silence of the server: the time until the first byte of an answer, and between two bytes of it. 30
         * seconds by default. The time for the whole call, {@link RequestOptions.Builder#timeout}, ends a call as well.
         *
         * @param readTimeout at least a millisecond, at most a day
         * @return this builder
         * @throws InvalidValueException when it is not
         */
        public Builder readTimeout(Duration readTimeout) {
            network.readTimeout = moreThanZero("readTimeout", readTimeout);
            return this;
        }

        /**
         * Limits the number of connections; more calls at a time than this wait for one. 256 by default.
         *
         * @param maxConnections at least 1
         * @return this builder
         * @throws InvalidValueException when it is not
         */
        public Builder maxConnections(int maxConnections) {
            network.maxConnections = atLeastOne("maxConnections", maxConnections);
            return this;
        }

        /**
         * Limits how long a call waits for a connection while all of them are in use. 30 seconds by default; then the
         * call ends with a {@link PoolExhaustedException}, and has sent nothing.
         *
         * @param connectionWait at least a millisecond, at most a day
         * @return this builder
         * @throws InvalidValueException when it is not
         */
        public Builder connectionWait(Duration connectionWait) {
            network.connectionWait = moreThanZero("connectionWait", connectionWait);
            return this;
        }

        /**
         * Connects through an HTTP proxy, to which the key is not shown: it travels in a tunnel. By default the system
         * properties of Java say which proxy to use, such as {@code https.proxyHost}; where the proxy wants a login, the
         * {@link java.net.Authenticator} of the JVM is asked for it.
         *
         * @param host the name or the address of the proxy
         * @param port from 1 to 65,535
         * @return this builder
         * @throws InvalidValueException when the host is empty or holds anything that names do not, or the port is out of
         *     range
         */
        public Builder proxy(String host, int port) {
            if (!host.matches("[\\w.:\\[\\]-]+")) {
                throw new InvalidValueException("proxy host", host, "must be a name or an address, without a scheme");
            }
            if (port < 1 || port > 65_535) {
                throw new InvalidValueException("proxy port", port, "must be between 1 and 65535");
            }
            network.proxyHost = host;
            network.proxyPort = port;
            return this;
        }

        /**
         * Sets whom to trust, and which certificate of its own the client shows. The host has to match its certificate
         * all the same. By default the system properties of Java say it, such as {@code javax.net.ssl.trustStore}.
         *
         * @param sslContext an initialized context
         * @return this builder
         */
        public Builder sslContext(SSLContext sslContext) {
            network.sslContext = sslContext;
            return this;
        }

        /**
         * Limits the size of an answer, unpacked. 64 MiB by default; a longer one is not read to its end, and the call
         * ends with a {@link ResponseTooLargeException}.
         *
         * @param maxResponseBytes at least 1
         * @return this builder
         * @throws InvalidValueException when it is not
         */
        public Builder maxResponseBytes(int maxResponseBytes) {
            network.maxResponseBytes = atLeastOne("maxResponseBytes", maxResponseBytes);
            return this;
        }

        /**
         * Adds to the Feign pipeline, such as interceptors, capabilities and loggers, after the client has set it up.
         * Loggers above {@code BASIC} print the key.
         *
         * @param customization called for the client and for each view
         * @return this builder
         */
        public Builder feign(Consumer<Feign.Builder> customization) {
            this.customization = customization;
            return this;
        }

        /**
         * Makes the client. Connects when the first call is made.
         *
         * @return a new client
         * @throws InvalidValueException when no key is set
         */
        public OpenAiAdmin build() {
            return build(new SystemTime());
        }

        OpenAiAdmin build(Time time) {
            if (keys == null) {
                throw new InvalidValueException("adminKey", null, "must be set on the builder, or use fromEnv()");
            }
            Transport transport = new Transport(network);
            return new OpenAiAdmin(
                    Session.of(baseUrl, organization, keys, transport, time, customization), options.build());
        }

        private static Duration moreThanZero(String name, Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new InvalidValueException(name, value, "must be between a millisecond and a day");
            }
            return value;
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new InvalidValueException(name, value, "must be at least 1");
            }
            return value;
        }
    }
}
