package dev.openaiadmin.client.internal.http;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;

/**
 * The beginning of URLs, such as {@code https://api.openai.com}, and the host that they lead to.
 */
record Origin(String url, HttpHost host) {

    static Origin of(String url) {
        return new Origin(url, HttpHost.create(URI.create(url)));
    }
}
