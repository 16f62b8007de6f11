package dev.openaiadmin.testkit.internal.server;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestWrapper;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps keys out of WireMock's journal, and so out of what failed verifications print: whatever stands behind {@code
 * Bearer} is replaced before WireMock writes it down. Somebody may have pointed a program with a real key here.
 */
public final class KeyMasking implements StubRequestFilterV2 {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";
    private static final int DIGITS = 16;

    /** By what is shown in their place. */
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    @Override
    public String getName() {
        return "openai-admin-hidden-keys";
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        return RequestFilterAction.continueWith(
                request.containsHeader(AUTHORIZATION)
                        ? RequestWrapper.create()
                                .transformHeader(
                                        AUTHORIZATION,
                                        values -> values.stream()
                                                .map(this::hidden)
                                                .toList())
                                .wrap(request)
                        : request);
    }

    /** The key that a request came with, or an empty text when it came with none. */
    public String keyIn(String authorization) {
        return keys.getOrDefault(authorization, "");
    }

    private String hidden(String authorization) {
        boolean bearer = authorization.startsWith(BEARER);
        String key = bearer ? authorization.substring(BEARER.length()) : authorization;
        String shown = (bearer ? BEARER : "") + "***" + fingerprint(key);
        if (bearer) {
            keys.put(shown, key);
        }
        return shown;
    }

    private static String fingerprint(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has it", e);
        }
    }
}
