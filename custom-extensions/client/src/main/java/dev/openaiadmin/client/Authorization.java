package dev.openaiadmin.client;

import feign.RequestInterceptor;
import feign.RequestTemplate;

/** Puts the key of the moment on every attempt, and tells its source when one is refused. */
final class Authorization implements RequestInterceptor {
    static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer ";

    private final AdminKeySource source;

    Authorization(AdminKeySource source) {
        this.source = source;
    }

    @Override
    public void apply(RequestTemplate template) {
        // Templates add to what is there, and two keys on one request would give away both.
        template.removeHeader(HEADER);
        template.headerLiteral(HEADER, value());
    }

    /** The header's value, with the key of the moment. */
    String value() {
        return SCHEME + source.currentKey().reveal();
    }

    /** Tells the source of a 401; whether it has another key now. */
    boolean replaces(ApiRequest refused) {
        return refused.authorizations().stream()
                .findFirst()
                .map(header -> AdminKey.of(header.substring(SCHEME.length())))
                .filter(key -> {
                    source.refused(key);
                    return !source.currentKey().equals(key);
                })
                .isPresent();
    }
}
