package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.OperationExecutor;
import dev.openaiadmin.client.internal.call.CallPipeline;
import dev.openaiadmin.client.internal.call.ClientContext;
import dev.openaiadmin.client.internal.call.Clock;
import dev.openaiadmin.client.internal.call.SystemClock;
import dev.openaiadmin.client.internal.feign.FeignClientTransport;
import dev.openaiadmin.client.internal.http.BaseUrl;
import dev.openaiadmin.client.internal.http.HttpTransport;
import dev.openaiadmin.client.internal.http.PoolState;
import dev.openaiadmin.client.internal.http.PooledHttpTransport;
import dev.openaiadmin.client.internal.http.TransportSettings;
import feign.Client;
import feign.Feign;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The client of the administration API of an OpenAI organization.
 *
 * <p>Create one for the life of the application, and close it at the end: it holds a pool of connections. Immutable and
 * safe for use by many threads.
 *
 * <pre>{@code
 * try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
 *     Project project = admin.projects().create("payments-prod");
 * }
 * }</pre>
 */
public final class OpenAiAdmin implements AdminApi, AutoCloseable {
    private final ClientContext client;
    private final AdminKeySource keys;
    private final RequestOptions options;
    private final @Nullable Client feignClient;
    private final @Nullable Consumer<Feign.Builder> customization;
    private final AdminApi view;

    private OpenAiAdmin(
            ClientContext client,
            AdminKeySource keys,
            RequestOptions options,
            @Nullable Client feignClient,
            @Nullable Consumer<Feign.Builder> customization) {
        this.client = client;
        this.keys = keys;
        this.options = options;
        this.feignClient = feignClient;
        this.customization = customization;
        this.view = view(options);
    }

    /**
     * Creates a client from the environment: {@code OPENAI_ADMIN_KEY}, or {@code OPENAI_ADMIN_KEY_FILE} with the path of
     * a file that holds the key, and if set {@code OPENAI_ORG_ID}, {@code OPENAI_BASE_URL} and
     * {@code OPENAI_ADMIN_ALLOW_PLAIN_HTTP}. White space around values is ignored.
     *
     * @return a new client
     * @throws InvalidValueException if no key is set, or a value is invalid; the message names the variable
     */
    public static OpenAiAdmin fromEnv() {
        return builderFromEnv().build();
    }

    /**
     * Returns a builder with the values that {@link #fromEnv} reads, to add others.
     *
     * @return a new builder
     * @throws InvalidValueException if no key is set, or a value is invalid; the message names the variable
     */
    public static Builder builderFromEnv() {
        return builderFromEnv(System.getenv());
    }

    static Builder builderFromEnv(Map<String, String> environment) {
        Builder builder = builder();
        String key = Environment.value(environment, "OPENAI_ADMIN_KEY");
        String keyFile = Environment.value(environment, "OPENAI_ADMIN_KEY_FILE");
        if (key != null) {
            builder.adminKey(key);
        } else if (keyFile != null) {
            builder.adminKeyFile(Path.of(keyFile));
        } else {
            throw new InvalidValueException(
                    "OPENAI_ADMIN_KEY",
                    null,
                    "must be set, or OPENAI_ADMIN_KEY_FILE: an owner of the organization creates an admin key at"
                            + " https://platform.openai.com/settings/organization/admin-keys");
        }
        String organization = Environment.value(environment, "OPENAI_ORG_ID");
        if (organization != null) {
            builder.organization(organization);
        }
        String baseUrl = Environment.value(environment, "OPENAI_BASE_URL");
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        return builder.allowPlainHttp("true".equals(Environment.value(environment, "OPENAI_ADMIN_ALLOW_PLAIN_HTTP")));
    }

    /**
     * Returns a builder with the defaults. Only the key has to be set.
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
     * Returns the same resources with other options, on the same connections. The client itself does not change.
     *
     * <pre>{@code
     * admin.with(options -> options.timeout(Duration.ofSeconds(5)).maxAttempts(1)).projects().retrieve(id);
     * }</pre>
     *
     * @param change changes the options of this client
     * @return a view, which need not be closed
     */
    public AdminApi with(Consumer<RequestOptions.Builder> change) {
        RequestOptions.Builder changed = options.toBuilder();
        change.accept(changed);
        return view(changed.build());
    }

    /**
     * Returns what executes operations, to call one that this version does not know, or one whose request and response are
     * maps. It validates, authorizes, retries and limits the rate like the calls of the resources; parts that users add to
     * Feign do not apply.
     *
     * <pre>{@code
     * OperationSpec<Object> list = OperationSpec.of(
     *         "listBadges", RetryRule.READ, "GET", "/organization/badges", AdminApi.class, Object.class);
     * Object page = admin.executor().execute(list, null, null);
     * }</pre>
     *
     * @return an executor, which is safe for use by many threads
     */
    public OperationExecutor executor() {
        return new CallPipeline(client, options.toCallOptions(client.baseUrl()));
    }

    private AdminApi view(RequestOptions viewOptions) {
        return new ClientView(client, viewOptions.toCallOptions(client.baseUrl()), feignClient, customization);
    }

    /**
     * Returns the state of the connection pool, for metrics.
     *
     * @return the state at this moment; empty if a {@code feign.Client} sends the requests
     */
    public Optional<ConnectionPoolStats> connectionPoolStats() {
        PoolState state = client.transport().poolState();
        return state == null
                ? Optional.empty()
                : Optional.of(new ConnectionPoolStats(state.inUse(), state.idle(), state.waiting(), state.max()));
    }

    /**
     * Returns whether an admin key of the organization may be the key of this client, so that a program does not delete the
     * key that it uses. Only the beginning and the end of the two are compared.
     *
     * @param redactedValue the value as the API lists it, such as {@code sk-admin-***wxyz}, or null if it is not known
     * @return whether the current key begins and ends like this; true for null
     */
    public boolean mayUseKey(@Nullable String redactedValue) {
        return redactedValue == null || keys.currentKey().fits(redactedValue);
    }

    /**
     * Closes all connections and ends the thread of the client. Calls that are under way, also those that wait for their
     * next attempt, and later calls end with a {@link ClientClosedException}.
     */
    @Override
    public void close() {
        client.close();
    }

    /** Returns the base URL. */
    @Override
    public String toString() {
        return "OpenAiAdmin[" + client.baseUrl() + "]";
    }

    /** Builds clients. Not safe for use by many threads. */
    public static final class Builder {
        private static final Duration SHORTEST = Duration.ofMillis(1);
        private static final Duration LONGEST = Duration.ofDays(1);

        private @Nullable AdminKeySource keys;
        private @Nullable String organization;
        private URI baseUrl = URI.create(AdminApi.PRODUCTION_URL);
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration readTimeout = Duration.ofSeconds(30);
        private Duration connectionWait = Duration.ofSeconds(30);
        private int maxConnections = 256;
        private int maxResponseBytes = 64 * 1024 * 1024;
        private boolean allowPlainHttp;
        private @Nullable ProxySettings proxy;
        private @Nullable SSLContext sslContext;
        private @Nullable Client feignClient;
        private @Nullable Consumer<Feign.Builder> customization;
        private final RequestOptions.Builder options = RequestOptions.defaults().toBuilder();

        private Builder() {}

        /**
         * Sets the admin key.
         *
         * @param key the key as the API showed it
         * @return this builder
         * @throws InvalidValueException if it cannot be a key
         */
        public Builder adminKey(String key) {
            AdminKey adminKey = AdminKey.of(key);
            return adminKeys(() -> adminKey);
        }

        /**
         * Sets a source of admin keys, for keys that change while the client lives.
         *
         * @param keys called for each attempt
         * @return this builder
         */
        public Builder adminKeys(AdminKeySource keys) {
            this.keys = keys;
            return this;
        }

        /**
         * Sets a file that holds the admin key, such as a mounted secret. The file is read when the client is built, and
         * again after the API refused the key.
         *
         * @param file a readable file with a key and nothing else but white space
         * @return this builder
         */
        public Builder adminKeyFile(Path file) {
            return adminKeys(new KeyFile(file));
        }

        /**
         * Sets the organization, for keys that belong to several.
         *
         * @param organization an id such as {@code org-abc123}
         * @return this builder
         * @throws InvalidValueException if it cannot be sent in a header
         */
        public Builder organization(String organization) {
            String stripped = organization.strip();
            if (!stripped.matches("[!-~]+")) {
                throw new InvalidValueException("organization", organization, "must be visible ASCII without spaces");
            }
            this.organization = stripped;
            return this;
        }

        /**
         * Sets the base URL, such as one of a test server. {@link AdminApi#PRODUCTION_URL} by default.
         *
         * <p>The path is part of it, and usually ends with {@code /v1}. OpenAI documents regional hosts, such as
         * {@code https://eu.api.openai.com/v1}, for inference; whether administration answers there is not documented.
         *
         * @param baseUrl a URL of https, or of http to this machine, without user, query and fragment
         * @return this builder
         * @throws InvalidValueException if it is not a URL
         */
        public Builder baseUrl(String baseUrl) {
            this.baseUrl = BaseUrl.parse(baseUrl);
            return this;
        }

        /**
         * Sets whether the base URL may use plain http to other machines. Off by default, since the key then leaves this
         * machine unencrypted: allow it only on a network that is trusted, such as between containers and a test server.
         *
         * @param allowPlainHttp whether to allow it
         * @return this builder
         */
        public Builder allowPlainHttp(boolean allowPlainHttp) {
            this.allowPlainHttp = allowPlainHttp;
            return this;
        }

        /**
         * Sets the options of all calls. {@link OpenAiAdmin#with} changes them for some.
         *
         * @param change changes the defaults
         * @return this builder
         */
        public Builder options(Consumer<RequestOptions.Builder> change) {
            change.accept(options);
            return this;
        }

        /**
         * Sets the timeout for connecting, and for each step of the TLS handshake after that. 5 seconds by default.
         *
         * @param connectTimeout at least a millisecond, at most a day
         * @return this builder
         * @throws InvalidValueException if it is out of range
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = inRange("connectTimeout", connectTimeout);
            return this;
        }

        /**
         * Sets how long the server may send nothing: before the first byte of a response, and between two bytes of it. 30
         * seconds by default. The timeout of the whole call, {@link RequestOptions.Builder#timeout}, applies as well.
         *
         * @param readTimeout at least a millisecond, at most a day
         * @return this builder
         * @throws InvalidValueException if it is out of range
         */
        public Builder readTimeout(Duration readTimeout) {
            this.readTimeout = inRange("readTimeout", readTimeout);
            return this;
        }

        /**
         * Sets the maximum number of connections. More calls at a time wait for one. 256 by default.
         *
         * @param maxConnections at least 1
         * @return this builder
         * @throws InvalidValueException if it is less
         */
        public Builder maxConnections(int maxConnections) {
            this.maxConnections = atLeastOne("maxConnections", maxConnections);
            return this;
        }

        /**
         * Sets how long a call waits for a connection while all of them are in use. 30 seconds by default. After that it
         * ends with a {@link PoolExhaustedException}, and has sent nothing.
         *
         * @param connectionWait at least a millisecond, at most a day
         * @return this builder
         * @throws InvalidValueException if it is out of range
         */
        public Builder connectionWait(Duration connectionWait) {
            this.connectionWait = inRange("connectionWait", connectionWait);
            return this;
        }

        /**
         * Sets an HTTP proxy. The key is not visible to it: requests go through a tunnel. By default the system properties
         * of Java, such as {@code https.proxyHost}, name the proxy. If the proxy requires a login, the
         * {@link java.net.Authenticator} of the JVM is asked for it. Requests over plain http never go through a proxy, since
         * it would see the key.
         *
         * @param host the name or the address of the proxy
         * @param port from 1 to 65,535
         * @return this builder
         * @throws InvalidValueException if the host is empty or contains characters that host names cannot have, or the
         *     port is out of range
         */
        public Builder proxy(String host, int port) {
            return proxy(ProxySettings.of(host, port));
        }

        /**
         * Sets an HTTP proxy with its login, or the one that the environment names: see
         * {@link ProxySettings#fromEnvironment}. Settings without a proxy leave the system properties of Java in force.
         *
         * @param proxy the proxy, and the hosts that are reached without it
         * @return this builder
         */
        public Builder proxy(ProxySettings proxy) {
            this.proxy = proxy;
            return this;
        }

        /**
         * Sets the certificates to trust, and the certificate that the client presents. The host has to match its
         * certificate in any case. By default the system properties of Java, such as {@code javax.net.ssl.trustStore},
         * name them.
         *
         * @param sslContext an initialized context
         * @return this builder
         */
        public Builder sslContext(SSLContext sslContext) {
            this.sslContext = sslContext;
            return this;
        }

        /**
         * Sets the maximum size of a response, decompressed. 64 MiB by default. A longer response is not read to its end,
         * and the call ends with a {@link ResponseTooLargeException}.
         *
         * @param maxResponseBytes at least 1
         * @return this builder
         * @throws InvalidValueException if it is less
         */
        public Builder maxResponseBytes(int maxResponseBytes) {
            this.maxResponseBytes = atLeastOne("maxResponseBytes", maxResponseBytes);
            return this;
        }

        /**
         * Sends requests by a {@code feign.Client} in place of the built-in transport. The settings of connections on this
         * builder then have no effect; the deadline of a call is checked between attempts, and it is up to the client to
         * end an attempt.
         *
         * @param client safe for use by many threads; its exceptions of type {@link java.io.IOException} are retried like
         *     broken connections, others end the call unchanged
         * @return this builder
         */
        public Builder feignClient(Client client) {
            this.feignClient = client;
            return this;
        }

        /**
         * Customizes Feign, such as by interceptors, capabilities and loggers. All calls of the client then go through
         * Feign's engine, which takes several times the processor time. Loggers above {@code BASIC} print the key.
         *
         * @param customization called for the client and for each view, after the client has configured the builder
         * @return this builder
         */
        public Builder feign(Consumer<Feign.Builder> customization) {
            this.customization = customization;
            return this;
        }

        /**
         * Creates the client. It connects on the first call.
         *
         * @return a new client
         * @throws InvalidValueException if no key is set, the file of the key cannot be read, or the base URL would send the
         *     key unencrypted
         */
        public OpenAiAdmin build() {
            return build(new SystemClock());
        }

        OpenAiAdmin build(Clock clock) {
            if (keys == null) {
                throw new InvalidValueException("adminKey", null, "must be set on the builder, or use fromEnv()");
            }
            if (keys instanceof KeyFile file) {
                file.currentKey();
            }
            if (!allowPlainHttp) {
                BaseUrl.requireEncryption(baseUrl);
            }
            ClientContext client = new ClientContext(
                    baseUrl, organization, new KeyAuthorization(keys), transport(), new ErrorMapper(baseUrl), clock);
            return new OpenAiAdmin(client, keys, options.build(), feignClient, customization);
        }

        private HttpTransport transport() {
            return feignClient == null
                    ? new PooledHttpTransport(new TransportSettings(
                            connectTimeout,
                            readTimeout,
                            connectionWait,
                            maxConnections,
                            maxResponseBytes,
                            proxy == null ? null : proxy.serverFor(baseUrl),
                            sslContext))
                    : new FeignClientTransport(feignClient, baseUrl);
        }

        private static Duration inRange(String name, Duration value) {
            if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
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
