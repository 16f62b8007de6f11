package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where requests go. Keys leave the machine encrypted or not at all. */
final class BaseUrl {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private BaseUrl() {}

    static URI parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw invalid(url, "must be a URL such as https://api.openai.com/v1");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw invalid(url, "must be a URL such as https://api.openai.com/v1");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            // Not shown: user info is often a password.
            throw new InvalidValueException("baseUrl", null, "must have no user, no query and no fragment");
        }
        if (scheme.equals("http") && !LOOPBACK.matcher(uri.getHost()).matches()) {
            throw invalid(url, "must use https, except to this machine");
        }
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    private static InvalidValueException invalid(String url, String rule) {
        return new InvalidValueException("baseUrl", url, rule);
    }
}
