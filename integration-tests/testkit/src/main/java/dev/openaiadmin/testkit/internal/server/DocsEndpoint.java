package dev.openaiadmin.testkit.internal.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.openaiadmin.testkit.internal.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The description as a page where calls can be tried, without an address outside the server. */
public final class DocsEndpoint implements Endpoint {
    private static final String OWN = "/META-INF/openai-admin/docs/";
    /** WireMock has the library for its own page. */
    private static final String SWAGGER_UI = "/assets/swagger-ui/swagger-ui-dist/";

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
    public String getName() {
        return "openai-admin-docs";
    }

    @Override
    public String pattern() {
        return "/(docs(/.*)?)?";
    }

    @Override
    public ResponseDefinition answer(Request request) {
        String url = request.getUrl();
        int question = url.indexOf('?');
        String path = question < 0 ? url : url.substring(0, question);
        if (path.equals("/docs/openapi.json")) {
            return page("application/json", document().toString().getBytes(StandardCharsets.UTF_8));
        }
        Resource resource = RESOURCES.get(path);
        return resource == null
                ? new ResponseDefinitionBuilder()
                        .withStatus(302)
                        .withHeader("Location", "/docs")
                        .build()
                : page(resource.contentType(), resource.bytes());
    }

    /** The description, of this server instead of the real API, and what is beside the API here. */
    private JsonNode document() {
        ObjectNode document = Contract.document();
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

    private static ResponseDefinition page(String contentType, byte[] body) {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", contentType)
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'")
                .withBody(body)
                .build();
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
