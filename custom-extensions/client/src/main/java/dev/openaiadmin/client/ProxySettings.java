package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.internal.http.ProxyServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, its login, and the hosts that are reached without it. Immutable.
 *
 * <p>The client never reads environment variables by itself. A program that follows them says so:
 *
 * <pre>{@code
 * OpenAiAdmin.builder().proxy(ProxySettings.fromEnvironment())
 * }</pre>
 */
public final class ProxySettings {
    private static final int DEFAULT_PORT = 80;
    private static final ProxySettings NONE = new ProxySettings(null, List.of());

    private final @Nullable ProxyServer server;
    private final List<String> directHosts;

    private ProxySettings(@Nullable ProxyServer server, List<String> directHosts) {
        this.server = server;
        this.directHosts = directHosts;
    }

    /**
     * Returns settings for one proxy and all hosts.
     *
     * @param host the name or the address of the proxy
     * @param port from 1 to 65,535
     * @return the settings
     * @throws InvalidValueException if the host contains characters that host names cannot have, or the port is out of
     *     range
     */
    public static ProxySettings of(String host, int port) {
        return new ProxySettings(server(host, port, null, null), List.of());
    }

    /**
     * Returns the settings that the environment names: {@code HTTPS_PROXY}, otherwise {@code HTTP_PROXY}, each also in
     * lower case, as {@code http://user:password@host:port}; and {@code NO_PROXY}, a list of hosts, domains such as
     * {@code .example.com}, and {@code *}.
     *
     * @return the settings; without a proxy if no variable is set
     * @throws InvalidValueException if a value is invalid; the message names the variable, and never the password
     */
    public static ProxySettings fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /**
     * Returns these settings with a login, which the client sends if the proxy requires one, by the scheme Basic or Digest.
     * Replaces the login that the environment names. Settings without a proxy stay as they are.
     *
     * @param user the name of the user, without a colon
     * @param password the password; never logged
     * @return new settings
     * @throws InvalidValueException if the user is empty or contains a colon
     */
    public ProxySettings withLogin(String user, String password) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new InvalidValueException("proxy user", null, "must be a name without a colon");
        }
        return server == null
                ? this
                : new ProxySettings(new ProxyServer(server.host(), server.port(), user, password), directHosts);
    }

    static ProxySettings fromEnvironment(Map<String, String> environment) {
        for (String name : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")) {
            String url = Environment.value(environment, name);
            if (url != null) {
                String noProxy = Environment.value(environment, "NO_PROXY");
                noProxy = noProxy == null ? Environment.value(environment, "no_proxy") : noProxy;
                return new ProxySettings(
                        parse(name, url),
                        noProxy == null
                                ? List.of()
                                : Arrays.asList(noProxy.strip().split("[\\s,]+")));
            }
        }
        return NONE;
    }

    private static ProxyServer parse(String variable, String url) {
        URI uri;
        try {
            uri = new URI(url.contains("://") ? url : "http://" + url);
        } catch (URISyntaxException e) {
            throw new InvalidValueException(variable, null, "must be a URL such as http://proxy.example.com:3128");
        }
        if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new InvalidValueException(
                    variable, null, "must be a URL of http, such as http://proxy.example.com:3128");
        }
        String login = uri.getUserInfo();
        int colon = login == null ? -1 : login.indexOf(':');
        return server(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                login == null || colon < 0 ? login : login.substring(0, colon),
                login == null || colon < 0 ? null : login.substring(colon + 1));
    }

    private static ProxyServer server(String host, int port, @Nullable String user, @Nullable String password) {
        if (!host.matches("[\\w.:\\[\\]-]+")) {
            throw new InvalidValueException("proxy host", host, "must be a name or an address, without a scheme");
        }
        if (port < 1 || port > 65_535) {
            throw new InvalidValueException("proxy port", port, "must be between 1 and 65535");
        }
        return new ProxyServer(host, port, user, password);
    }

    /** Returns the proxy for a base URL, or null if connections lead straight to it. */
    @Nullable
    ProxyServer serverFor(URI baseUrl) {
        String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
        return directHosts.stream().anyMatch(direct -> isCoveredBy(direct.toLowerCase(Locale.ROOT), host))
                ? null
                : server;
    }

    private static boolean isCoveredBy(String direct, String host) {
        String domain = direct.startsWith("*.") ? direct.substring(1) : direct;
        return domain.equals("*")
                || domain.equals(host)
                || (!domain.isEmpty() && host.endsWith(domain.startsWith(".") ? domain : "." + domain));
    }

    /** Returns the host and the port, without the login. */
    @Override
    public String toString() {
        return server == null ? "ProxySettings[none]" : "ProxySettings[" + server + "]";
    }
}
