package dev.openaiadmin.testkit.internal.server;

import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

/** A part of a server that is not the API; stubs of users go before it. */
public interface Endpoint extends ResponseDefinitionTransformerV2 {
    /** The paths that belong to it, as a regular expression. */
    String pattern();

    /** Answers a request to one of its paths. */
    ResponseDefinition answer(Request request);

    @Override
    default ResponseDefinition transform(ServeEvent event) {
        return answer(event.getRequest());
    }

    @Override
    default boolean applyGlobally() {
        return false;
    }
}
