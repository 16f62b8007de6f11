package dev.openaiadmin.client.internal.http;

import java.net.ProxySelector;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Decides whether a connection leads through a proxy. Asks the system at most once a second. */
final class RoutePlanner implements HttpRoutePlanner {
    private static final long VALIDITY = Duration.ofSeconds(1).toNanos();

    private final HttpRoutePlanner planner;
    private volatile @Nullable KnownRoute last;

    RoutePlanner(TransportSettings settings) {
        ProxyServer proxy = settings.proxy();
        planner = proxy == null
                ? new SystemDefaultRoutePlanner(null, ProxySelector.getDefault())
                : new DefaultProxyRoutePlanner(new HttpHost("http", proxy.host(), proxy.port()));
    }

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpRequest request, HttpContext context) throws HttpException {
        long now = ((ExchangeContext) context).started();
        KnownRoute known = last;
        if (known == null || now - known.since > VALIDITY || !known.target.equals(target)) {
            known = new KnownRoute(target, plan(target, request, context), now);
            last = known;
        }
        return known.route;
    }

    private HttpRoute plan(HttpHost target, HttpRequest request, HttpContext context) throws HttpException {
        // A proxy would see the key in a request over plain http.
        return URIScheme.HTTP.same(target.getSchemeName())
                ? new HttpRoute(target)
                : planner.determineRoute(target, request, context);
    }

    @Override
    @SuppressWarnings("deprecation") // as the library declares it
    public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
        return planner.determineRoute(target, context);
    }

    private record KnownRoute(HttpHost target, HttpRoute route, long since) {}
}
