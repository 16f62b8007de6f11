package dev.openaiadmin.spring.boot;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The properties of the client. A property that is not set leaves the default of
 * {@link dev.openaiadmin.client.OpenAiAdmin.Builder} in force.
 */
@ConfigurationProperties("openai.admin")
public final class OpenAiAdminProperties {
    /** Whether to create the client. */
    private boolean enabled = true;

    /** The admin key. The environment variable OPENAI_ADMIN_KEY sets it as well. */
    private @Nullable String key;

    /** A file that holds the admin key, such as a mounted secret. It is read again after the API refused the key. */
    private @Nullable Path keyFile;

    /** The base URL of the API, including the path. The production API by default. */
    private @Nullable String baseUrl;

    /** The organization, such as org-abc123, for keys that belong to several. */
    private @Nullable String organization;

    /** The timeout of a call, including all attempts and the waits between them. 60 seconds by default. */
    private @Nullable Duration timeout;

    /** The timeout for connecting. 5 seconds by default. */
    private @Nullable Duration connectTimeout;

    /** How long the server may send nothing. 30 seconds by default. */
    private @Nullable Duration readTimeout;

    /** How long a call waits for a connection while all of them are in use. 30 seconds by default. */
    private @Nullable Duration connectionWait;

    /** The maximum number of attempts of a call, from 1 to 10. Three by default. */
    private @Nullable Integer maxAttempts;

    /** The maximum number of connections. 256 by default. */
    private @Nullable Integer maxConnections;

    /** The maximum size of a response, decompressed. 64 MB by default. */
    private @Nullable DataSize maxResponseSize;

    /** Whether calls are held apart once the API limits their rate. True by default. */
    private @Nullable Boolean pacing;

    /** Whether operations that may change something are refused. False by default. */
    private @Nullable Boolean readOnly;

    /**
     * Whether the base URL may use plain http to other machines, which reveals the key to the network. False by
     * default.
     */
    private @Nullable Boolean allowPlainHttp;

    private final Proxy proxy = new Proxy();

    private final Ssl ssl = new Ssl();

    private final Health health = new Health();

    private final Observations observations = new Observations();

    private final Journal journal = new Journal();

    /**
     * Returns whether to create the client.
     *
     * @return the value
     */
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * Sets whether to create the client.
     *
     * @param enabled the value
     */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /**
     * Returns the admin key.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable String getKey() {
        return key;
    }

    /**
     * Sets the admin key.
     *
     * @param key the value, or null for the default
     */
    public void setKey(@Nullable String key) {
        this.key = key;
    }

    /**
     * Returns the file that holds the admin key.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Path getKeyFile() {
        return keyFile;
    }

    /**
     * Sets the file that holds the admin key.
     *
     * @param keyFile the value, or null for the default
     */
    public void setKeyFile(@Nullable Path keyFile) {
        this.keyFile = keyFile;
    }

    /**
     * Returns the base URL.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    /**
     * Sets the base URL.
     *
     * @param baseUrl the value, or null for the default
     */
    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * Returns the organization.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable String getOrganization() {
        return organization;
    }

    /**
     * Sets the organization.
     *
     * @param organization the value, or null for the default
     */
    public void setOrganization(@Nullable String organization) {
        this.organization = organization;
    }

    /**
     * Returns the timeout of a call.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Duration getTimeout() {
        return timeout;
    }

    /**
     * Sets the timeout of a call.
     *
     * @param timeout the value, or null for the default
     */
    public void setTimeout(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Returns the timeout for connecting.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Duration getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * Sets the timeout for connecting.
     *
     * @param connectTimeout the value, or null for the default
     */
    public void setConnectTimeout(@Nullable Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /**
     * Returns how long the server may send nothing.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Duration getReadTimeout() {
        return readTimeout;
    }

    /**
     * Sets how long the server may send nothing.
     *
     * @param readTimeout the value, or null for the default
     */
    public void setReadTimeout(@Nullable Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    /**
     * Returns how long a call waits for a connection.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Duration getConnectionWait() {
        return connectionWait;
    }

    /**
     * Sets how long a call waits for a connection.
     *
     * @param connectionWait the value, or null for the default
     */
    public void setConnectionWait(@Nullable Duration connectionWait) {
        this.connectionWait = connectionWait;
    }

    /**
     * Returns the maximum number of attempts.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Integer getMaxAttempts() {
        return maxAttempts;
    }

    /**
     * Sets the maximum number of attempts.
     *
     * @param maxAttempts the value, or null for the default
     */
    public void setMaxAttempts(@Nullable Integer maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    /**
     * Returns the maximum number of connections.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Integer getMaxConnections() {
        return maxConnections;
    }

    /**
     * Sets the maximum number of connections.
     *
     * @param maxConnections the value, or null for the default
     */
    public void setMaxConnections(@Nullable Integer maxConnections) {
        this.maxConnections = maxConnections;
    }

    /**
     * Returns the maximum size of a response.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable DataSize getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * Sets the maximum size of a response.
     *
     * @param maxResponseSize the value, or null for the default
     */
    public void setMaxResponseSize(@Nullable DataSize maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    /**
     * Returns whether calls are held apart once the API limits their rate.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Boolean getPacing() {
        return pacing;
    }

    /**
     * Sets whether calls are held apart once the API limits their rate.
     *
     * @param pacing the value, or null for the default
     */
    public void setPacing(@Nullable Boolean pacing) {
        this.pacing = pacing;
    }

    /**
     * Returns whether operations that may change something are refused.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Boolean getReadOnly() {
        return readOnly;
    }

    /**
     * Sets whether operations that may change something are refused.
     *
     * @param readOnly the value, or null for the default
     */
    public void setReadOnly(@Nullable Boolean readOnly) {
        this.readOnly = readOnly;
    }

    /**
     * Returns whether the base URL may use plain http to other machines.
     *
     * @return the value, or null if it is not set
     */
    public @Nullable Boolean getAllowPlainHttp() {
        return allowPlainHttp;
    }

    /**
     * Sets whether the base URL may use plain http to other machines.
     *
     * @param allowPlainHttp the value, or null for the default
     */
    public void setAllowPlainHttp(@Nullable Boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
    }

    /**
     * Returns the properties of the proxy.
     *
     * @return the properties, which can be changed
     */
    public Proxy getProxy() {
        return proxy;
    }

    /**
     * Returns the properties of the certificates.
     *
     * @return the properties, which can be changed
     */
    public Ssl getSsl() {
        return ssl;
    }

    /**
     * Returns the properties of the health indicator.
     *
     * @return the properties, which can be changed
     */
    public Health getHealth() {
        return health;
    }

    /**
     * Returns the properties of the journal.
     *
     * @return the properties
     */
    public Journal getJournal() {
        return journal;
    }

    /**
     * Returns the properties of the observations.
     *
     * @return the properties, which can be changed
     */
    public Observations getObservations() {
        return observations;
    }

    /** The HTTP proxy. */
    public static final class Proxy {
        /** The name or the address of the HTTP proxy. */
        private @Nullable String host;

        /** The port of the HTTP proxy. */
        private int port = 8080;

        /** The name of the user, if the HTTP proxy requires a login. */
        private @Nullable String username;

        /** The password of the user, if the HTTP proxy requires a login. */
        private @Nullable String password;

        /** Whether HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment name the proxy, if no host is set. */
        private boolean fromEnvironment;

        Proxy() {}

        /**
         * Returns the name or the address of the proxy.
         *
         * @return the value, or null if it is not set
         */
        public @Nullable String getHost() {
            return host;
        }

        /**
         * Sets the name or the address of the proxy.
         *
         * @param host the value, or null for the default
         */
        public void setHost(@Nullable String host) {
            this.host = host;
        }

        /**
         * Returns the port of the proxy.
         *
         * @return the value
         */
        public int getPort() {
            return port;
        }

        /**
         * Sets the port of the proxy.
         *
         * @param port the value
         */
        public void setPort(int port) {
            this.port = port;
        }

        /**
         * Returns the name of the user.
         *
         * @return the value, or null if it is not set
         */
        public @Nullable String getUsername() {
            return username;
        }

        /**
         * Sets the name of the user.
         *
         * @param username the value, or null if the proxy requires no login
         */
        public void setUsername(@Nullable String username) {
            this.username = username;
        }

        /**
         * Returns the password of the user.
         *
         * @return the value, or null if it is not set
         */
        public @Nullable String getPassword() {
            return password;
        }

        /**
         * Sets the password of the user.
         *
         * @param password the value, or null if the proxy requires no login
         */
        public void setPassword(@Nullable String password) {
            this.password = password;
        }

        /**
         * Returns whether the environment names the proxy.
         *
         * @return the value
         */
        public boolean isFromEnvironment() {
            return fromEnvironment;
        }

        /**
         * Sets whether the environment names the proxy.
         *
         * @param fromEnvironment the value
         */
        public void setFromEnvironment(boolean fromEnvironment) {
            this.fromEnvironment = fromEnvironment;
        }
    }

    /** The certificates to trust and to present. */
    public static final class Ssl {
        /** The name of the SSL bundle with the certificates to trust and to present. */
        private @Nullable String bundle;

        Ssl() {}

        /**
         * Returns the name of the SSL bundle.
         *
         * @return the value, or null if it is not set
         */
        public @Nullable String getBundle() {
            return bundle;
        }

        /**
         * Sets the name of the SSL bundle.
         *
         * @param bundle the value, or null for the default
         */
        public void setBundle(@Nullable String bundle) {
            this.bundle = bundle;
        }
    }

    /** The health indicator, which {@code management.health.openai-admin.enabled} turns on. */
    public static final class Health {
        /** How long the health indicator returns the same result before it calls the API again. */
        private Duration cacheFor = Duration.ofMinutes(1);

        /** The timeout of the call that the health indicator makes. */
        private Duration timeout = Duration.ofSeconds(10);

        Health() {}

        /**
         * Returns how long a result is returned again.
         *
         * @return the value
         */
        public Duration getCacheFor() {
            return cacheFor;
        }

        /**
         * Sets how long a result is returned again.
         *
         * @param cacheFor the value
         */
        public void setCacheFor(Duration cacheFor) {
            this.cacheFor = cacheFor;
        }

        /**
         * Returns the timeout of the call.
         *
         * @return the value
         */
        public Duration getTimeout() {
            return timeout;
        }

        /**
         * Sets the timeout of the call.
         *
         * @param timeout the value
         */
        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }
    }

    /** The journal of the workflows. */
    public static final class Journal {
        /**
         * The name of the journal in the database of the application, one for each organization. It requires
         * openai-admin-governance-jdbc and a DataSource; no journal in the database by default.
         */
        private @Nullable String name;

        Journal() {}

        /**
         * Returns the name of the journal in the database.
         *
         * @return the value
         */
        public @Nullable String getName() {
            return name;
        }

        /**
         * Sets the name of the journal in the database.
         *
         * @param name the value
         */
        public void setName(@Nullable String name) {
            this.name = name;
        }
    }

    /** The observations of calls. */
    public static final class Observations {
        /** Whether to record calls and attempts as observations, and the connection pool as gauges. */
        private boolean enabled = true;

        Observations() {}

        /**
         * Returns whether to record observations.
         *
         * @return the value
         */
        public boolean isEnabled() {
            return enabled;
        }

        /**
         * Sets whether to record observations.
         *
         * @param enabled the value
         */
        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }
    }
}
