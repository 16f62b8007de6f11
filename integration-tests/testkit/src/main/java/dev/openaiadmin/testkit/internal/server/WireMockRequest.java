package dev.openaiadmin.testkit.internal.server;

import com.github.tomakehurst.wiremock.common.Urls;
import com.github.tomakehurst.wiremock.http.ContentTypeHeader;
import com.github.tomakehurst.wiremock.http.Cookie;
import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as WireMock sees it, and writes it into its journal: with a fingerprint in the place of the key. */
final class WireMockRequest implements Request {
    private final RawRequest request;
    private final int port;
    private final HttpHeaders headers;

    WireMockRequest(RawRequest request, int port) {
        this.request = request;
        this.port = port;
        this.headers = new HttpHeaders(masked(request));
    }

    @Override
    public String getUrl() {
        return request.target();
    }

    @Override
    public String getAbsoluteUrl() {
        return "http://" + getHost() + ":" + port + getUrl();
    }

    @Override
    public RequestMethod getMethod() {
        return RequestMethod.fromString(request.method());
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public String getHost() {
        return "127.0.0.1";
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getClientIp() {
        return "127.0.0.1";
    }

    @Override
    public @Nullable String getHeader(String key) {
        HttpHeader header = header(key);
        return header.isPresent() ? header.firstValue() : null;
    }

    @Override
    public HttpHeader header(String key) {
        return headers.getHeader(key);
    }

    @Override
    public ContentTypeHeader contentTypeHeader() {
        return headers.getContentTypeHeader();
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public boolean containsHeader(String key) {
        return headers.getHeader(key).isPresent();
    }

    @Override
    public Set<String> getAllHeaderKeys() {
        return headers.keys();
    }

    @Override
    public QueryParameter queryParameter(String key) {
        return Urls.splitQueryFromUrl(request.target()).getOrDefault(key, QueryParameter.absent(key));
    }

    @Override
    public FormParameter formParameter(String key) {
        return FormParameter.absent(key);
    }

    @Override
    public Map<String, FormParameter> formParameters() {
        return Map.of();
    }

    @Override
    public Map<String, Cookie> getCookies() {
        return Map.of();
    }

    @Override
    public byte[] getBody() {
        return request.body();
    }

    @Override
    public String getBodyAsString() {
        return request.text();
    }

    @Override
    public String getBodyAsBase64() {
        return Base64.getEncoder().encodeToString(request.body());
    }

    @Override
    public boolean isMultipart() {
        return false;
    }

    @Override
    public Collection<Part> getParts() {
        return List.of();
    }

    @Override
    public @Nullable Part getPart(String name) {
        return null;
    }

    @Override
    public boolean isBrowserProxyRequest() {
        return false;
    }

    @Override
    public Optional<Request> getOriginalRequest() {
        return Optional.empty();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    private static List<HttpHeader> masked(RawRequest request) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            boolean secret = header.getKey().equalsIgnoreCase("Authorization");
            values.computeIfAbsent(header.getKey(), unused -> new ArrayList<>())
                    .add(secret ? masked(header.getValue()) : header.getValue());
        }
        List<HttpHeader> headers = new ArrayList<>();
        values.forEach((name, all) -> headers.add(new HttpHeader(name, all)));
        return headers;
    }

    private static String masked(String authorization) {
        String key = BearerToken.in(authorization);
        return key.isEmpty() ? KeyFingerprint.of(authorization) : "Bearer " + KeyFingerprint.of(key);
    }
}
