package dev.openaiadmin.observation;

import dev.openaiadmin.client.CallInfo;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The keys that calls and attempts have in common, named by the semantic conventions of OpenTelemetry where they are. */
final class CallKeys {
    static final String ERROR_TYPE = "error.type";
    static final String REQUEST_ID = "openai.admin.request.id";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private CallKeys() {}

    static KeyValues of(CallInfo call, @Nullable String errorType) {
        URI server = call.baseUrl();
        return KeyValues.of(
                KeyValue.of("openai.admin.operation", call.operation()),
                KeyValue.of("http.request.method", call.method()),
                KeyValue.of("url.template", call.pathTemplate()),
                KeyValue.of("server.address", server.getHost()),
                KeyValue.of("server.port", String.valueOf(port(server))),
                KeyValue.of(ERROR_TYPE, orNone(errorType)));
    }

    /** Meters of one name need the same keys, so a value that is unknown is written as well. */
    static String orNone(@Nullable Object value) {
        return value == null ? KeyValue.NONE_VALUE : value.toString();
    }

    /** Returns the id of the request for spans, or no key if the API sent none. */
    static KeyValues requestId(@Nullable String requestId) {
        return requestId == null ? KeyValues.empty() : KeyValues.of(REQUEST_ID, requestId);
    }

    private static int port(URI server) {
        if (server.getPort() >= 0) {
            return server.getPort();
        }
        return "http".equalsIgnoreCase(server.getScheme()) ? HTTP : HTTPS;
    }
}
