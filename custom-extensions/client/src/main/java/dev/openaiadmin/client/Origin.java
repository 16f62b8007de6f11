package dev.openaiadmin.client;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;

/**
 * A host, and the beginning of the URLs that lead to it.
 *
 * @param url such as {@code https://api.openai.com}
 */
record Origin(String url, HttpHost host) {

    static Origin of(String url) {
        return new Origin(url, HttpHost.create(URI.create(url)));
    }
}
