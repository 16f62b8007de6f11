package dev.openaiadmin.client;

import feign.Request;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request as the stages of a call hand it on. Feign's form of it is made for those who ask, and carries copies. */
interface ApiRequest {

    /** A request that Feign has made, with what users had added to it. */
    static ApiRequest of(Request request) {
        return new OfFeign(request);
    }

    /** Such as {@code GET}. */
    String method();

    /** What stands before the path: the scheme, the host, and the port if there is one. */
    String origin();

    /** The path from its first slash on, and the query; escaped as they have to be sent. */
    String path();

    default String url() {
        return origin() + path();
    }

    /** Gives each header, but for the length of the body: whoever sends it counts for himself. */
    void forEachHeader(BiConsumer<String, String> header);

    /** The headers that carry keys; at most one, unless users add more. */
    List<String> authorizations();

    byte @Nullable [] body();

    Request toFeign();

    /** Feign's own, handed through. */
    record OfFeign(Request toFeign) implements ApiRequest {
        @Override
        public String method() {
            return toFeign.httpMethod().name();
        }

        @Override
        public String origin() {
            URI url = URI.create(url());
            return url.getScheme() + "://" + url.getRawAuthority();
        }

        @Override
        public String path() {
            URI url = URI.create(url());
            return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        }

        @Override
        public String url() {
            return toFeign.url();
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> header) {
            toFeign.headers().forEach((name, values) -> {
                if (!name.equalsIgnoreCase("Content-Length")) {
                    values.forEach(value -> header.accept(name, value));
                }
            });
        }

        @Override
        public List<String> authorizations() {
            return List.copyOf(toFeign.headers().getOrDefault(Authorization.HEADER, List.of()));
        }

        @Override
        public byte @Nullable [] body() {
            return toFeign.body();
        }

        /** Without the key that is among the headers. */
        @Override
        public String toString() {
            return method() + " " + url();
        }
    }
}
