package dev.openaiadmin.testkit.internal.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The description as a page where calls can be tried, without an address outside the server. */
public final class DocsEndpoint implements Endpoint {
    private static final String OWN = "/META-INF/openai-admin/docs/";
    private static final String SWAGGER_UI =
            "/META-INF/resources/webjars/swagger-ui/" + LibraryVersion.ofTheKit("swagger-ui") + "/";

    /** No scripts but those of the page, whatever a response contains, and no frame of another site around it. */
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, Resource> RESOURCES = Map.of(
            "/docs", new Resource(OWN + "page.html", "text/html; charset=utf-8"),
            "/docs/page.css", new Resource(OWN + "page.css", "text/css; charset=utf-8"),
            "/docs/page.js", new Resource(OWN + "page.js", "text/javascript; charset=utf-8"),
            "/docs/swagger-ui.css", new Resource(SWAGGER_UI + "swagger-ui.css", "text/css; charset=utf-8"),
            "/docs/swagger-ui-bundle.js",
                    new Resource(SWAGGER_UI + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"));

    private final ControlEndpoint control;

    public DocsEndpoint(ControlEndpoint control) {
        this.control = control;
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/") || path.equals("/docs") || path.startsWith("/docs/");
    }

    @Override
    public HttpResponse handle(RawRequest request) {
        String path = request.path();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return ApiEndpoint.json(ApiErrorException.refused(405, "method_not_supported", "Pages are read by GET.")
                            .response())
                    .withHeader("Allow", "GET, HEAD");
        }
        if (path.equals("/docs/openapi.json")) {
            return page("application/json", document().toString().getBytes(StandardCharsets.UTF_8));
        }
        Resource resource = RESOURCES.get(path);
        return resource == null
                ? HttpResponse.of(302, "", "").withHeader("Location", "/docs")
                : page(resource.contentType(), resource.bytes());
    }

    /** The description, of this server instead of the real API, and what is beside the API here. */
    private JsonNode document() {
        ObjectNode document = Contract.document();
        document.findValues("parameters").forEach(DocsEndpoint::leaveOptionalParametersEmpty);
        document.putArray("servers").addObject().put("url", Contract.published().basePath());
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        tags.addObject()
                .put("name", ControlEndpoint.TAG)
                .put("description", "What tests do to the organization, and ask of it.");
        document.withArray("/tags").forEach(tags::add);
        document.set("tags", tags);
        document.withObject("/paths").setAll(control.paths());
        return document;
    }

    /** The page fills its forms with examples. Filters and cursors of examples match nothing in this organization. */
    private static void leaveOptionalParametersEmpty(JsonNode parameters) {
        for (JsonNode parameter : parameters) {
            if (parameter instanceof ObjectNode query
                    && query.path("in").asText().equals("query")) {
                query.remove("example");
            }
        }
    }

    private static HttpResponse page(String contentType, byte[] body) {
        return HttpResponse.of(200, contentType, body)
                .withHeader("Content-Security-Policy", POLICY)
                // For browsers that do not know frame-ancestors.
                .withHeader("X-Frame-Options", "DENY");
    }

    private record Resource(String name, String contentType) {
        byte[] bytes() {
            try (InputStream resource = DocsEndpoint.class.getResourceAsStream(name)) {
                if (resource == null) {
                    throw new IllegalStateException("The class path has no " + name);
                }
                return resource.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + name, e);
            }
        }
    }
}
