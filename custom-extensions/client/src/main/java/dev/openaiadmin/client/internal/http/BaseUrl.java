package dev.openaiadmin.client.internal.http;

import dev.openaiadmin.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks where requests go. A key leaves the machine encrypted or not at all. */
public final class BaseUrl {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);
    private static final int HIGHEST_PORT = 65_535;

    private BaseUrl() {}

    /**
     * Parses a base URL.
     *
     * @return the URL without slashes at its end and without doubled ones
     * @throws InvalidValueException if it is not an absolute URL of http or https
     */
    public static URI parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw invalid(url, "must be a URL such as https://api.openai.com/v1");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            // The URL is not shown, since user information is often a password.
            throw new InvalidValueException("baseUrl", null, "must have no user, no query and no fragment");
        }
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw invalid(url, "must be a URL such as https://api.openai.com/v1");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw invalid(url, "must have a port between 1 and " + HIGHEST_PORT);
        }
        String path = uri.getRawPath().replaceAll("/{2,}", "/").replaceFirst("/$", "");
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
    }

    /**
     * Refuses a URL over which the key would leave the machine unencrypted.
     *
     * @throws InvalidValueException if it is a URL of http to another machine
     */
    public static void requireEncryption(URI url) {
        if (url.getScheme().equalsIgnoreCase("http")
                && !LOOPBACK.matcher(url.getHost()).matches()) {
            throw invalid(
                    url.toString(),
                    "must use https, except to this machine; allowPlainHttp(true) on the builder, or"
                            + " OPENAI_ADMIN_ALLOW_PLAIN_HTTP=true in the environment, allows http on a trusted network");
        }
    }

    private static InvalidValueException invalid(String url, String rule) {
        return new InvalidValueException("baseUrl", url, rule);
    }
}
