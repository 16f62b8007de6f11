package dev.openaiadmin.client;

import java.net.ProxySelector;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Says whether the way leads through a proxy; asks the system once a second, rather than for every request. */
final class Routes implements HttpRoutePlanner {
    private static final long VALID = Duration.ofSeconds(1).toNanos();

    private final HttpRoutePlanner planner;
    private volatile @Nullable Known last;

    private Routes(HttpRoutePlanner planner) {
        this.planner = planner;
    }

    static Routes of(NetworkSettings settings) {
        return new Routes(
                settings.proxyHost == null
                        ? new SystemDefaultRoutePlanner(null, ProxySelector.getDefault())
                        : new DefaultProxyRoutePlanner(new HttpHost("http", settings.proxyHost, settings.proxyPort)));
    }

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpRequest request, HttpContext context) throws HttpException {
        long now = ((Progress) context).started();
        Known known = last;
        if (known == null || now - known.since > VALID || !known.target.equals(target)) {
            known = new Known(target, planner.determineRoute(target, request, context), now);
            last = known;
        }
        return known.route;
    }

    @Override
    @SuppressWarnings("deprecation") // as the library declares it
    public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
        return planner.determineRoute(target, context);
    }

    private record Known(HttpHost target, HttpRoute route, long since) {}
}
