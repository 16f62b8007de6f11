package dev.openaiadmin.spring.boot;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.AdminKeySource;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ProxySettings;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Applies properties to the builder of the client. */
final class ClientBuilders {
    private ClientBuilders() {}

    /**
     * Returns a builder with the values of the properties that are set.
     *
     * @param keys the source of keys that the application defines; null for the key of the properties
     */
    static OpenAiAdmin.Builder create(
            OpenAiAdminProperties properties, @Nullable AdminKeySource keys, Supplier<SslBundles> bundles) {
        OpenAiAdmin.Builder builder = OpenAiAdmin.builder();
        setKey(builder, properties, keys);
        ifSet(properties.getBaseUrl(), builder::baseUrl);
        ifSet(properties.getOrganization(), builder::organization);
        ifSet(properties.getConnectTimeout(), builder::connectTimeout);
        ifSet(properties.getReadTimeout(), builder::readTimeout);
        ifSet(properties.getConnectionWait(), builder::connectionWait);
        ifSet(properties.getMaxConnections(), builder::maxConnections);
        ifSet(properties.getMaxResponseSize(), size -> builder.maxResponseBytes(bytes(size)));
        ifSet(properties.getAllowPlainHttp(), builder::allowPlainHttp);
        builder.options(options -> {
            ifSet(properties.getTimeout(), options::timeout);
            ifSet(properties.getMaxAttempts(), options::maxAttempts);
            ifSet(properties.getPacing(), options::pacing);
            ifSet(properties.getReadOnly(), options::readOnly);
        });
        setProxy(builder, properties.getProxy());
        String bundle = properties.getSsl().getBundle();
        if (StringUtils.hasText(bundle)) {
            builder.sslContext(bundles.get().getBundle(bundle).createSslContext());
        }
        return builder;
    }

    private static void setKey(
            OpenAiAdmin.Builder builder, OpenAiAdminProperties properties, @Nullable AdminKeySource keys) {
        String key = properties.getKey();
        if (keys != null) {
            builder.adminKeys(keys);
        } else if (StringUtils.hasText(key)) {
            builder.adminKey(key.strip());
        } else if (properties.getKeyFile() != null) {
            builder.adminKeyFile(properties.getKeyFile());
        } else {
            throw new MissingAdminKeyException();
        }
    }

    private static void setProxy(OpenAiAdmin.Builder builder, OpenAiAdminProperties.Proxy proxy) {
        String host = proxy.getHost();
        if (StringUtils.hasText(host)) {
            builder.proxy(withLogin(ProxySettings.of(host, proxy.getPort()), proxy));
        } else if (proxy.isFromEnvironment()) {
            builder.proxy(withLogin(ProxySettings.fromEnvironment(), proxy));
        }
    }

    private static ProxySettings withLogin(ProxySettings settings, OpenAiAdminProperties.Proxy proxy) {
        String username = proxy.getUsername();
        String password = proxy.getPassword();
        if (username == null && password == null) {
            return settings;
        }
        if (username == null || password == null) {
            throw new InvalidValueException("proxy.username", null, "must be set together with proxy.password");
        }
        return settings.withLogin(username, password);
    }

    /** Larger sizes than the client can take are not sizes that a response should have. */
    private static int bytes(DataSize size) {
        return (int) Math.min(size.toBytes(), Integer.MAX_VALUE);
    }

    private static <T> void ifSet(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
