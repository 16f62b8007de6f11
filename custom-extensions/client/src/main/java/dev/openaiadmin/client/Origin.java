package dev.openaiadmin.client;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * A host, as the beginning of URLs that lead to it.
 *
 * @param prefix such as {@code https://api.openai.com}
 */
record Origin(String prefix, HttpHost host) {

    static Origin of(URI uri) {
        return new Origin(uri.getScheme() + "://" + uri.getRawAuthority(), HttpHost.create(uri));
    }

    /** What a URL asks the host for; null when it leads elsewhere, or has to be parsed to know. */
    @Nullable
    String pathIn(String url) {
        int end = prefix.length();
        if (!url.startsWith(prefix) || url.length() == end || url.charAt(end) != '/') {
            return null;
        }
        for (int i = end; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= ' ' || c >= 127 || c == '#') {
                return null;
            }
        }
        return url.substring(end);
    }
}
