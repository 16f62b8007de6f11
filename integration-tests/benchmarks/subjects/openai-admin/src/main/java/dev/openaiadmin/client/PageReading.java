package dev.openaiadmin.client;

import dev.openaiadmin.model.ProjectPage;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import java.util.List;
import java.util.Map;

/** The last stage of a call alone: what has arrived becomes an object. */
public final class PageReading {
    private static final Json JSON = new Json();
    private static final Request REQUEST = Request.create(
            Request.HttpMethod.GET, "http://127.0.0.1/", Map.of(), Request.Body.empty(), new RequestTemplate());
    private static final ResponseHeaders HEADERS = ResponseHeaders.of(Response.builder()
            .request(REQUEST)
            .headers(Map.of("Content-Type", List.of("application/json")))
            .build());
    private static final Exchange NONE = new Exchange("listProjects", "GET", "/organization/projects");

    private PageReading() {}

    /**
     * Reads a page of projects.
     *
     * @param page as it arrived
     * @return the page
     */
    public static Object read(byte[] page) {
        Answer answer = new Answer(ApiRequest.of(REQUEST), () -> NONE, 200, null, HEADERS, page);
        return JSON.read(answer, Readers.of(ProjectPage.class));
    }
}
