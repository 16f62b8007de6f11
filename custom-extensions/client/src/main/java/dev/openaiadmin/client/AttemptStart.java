package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;

/**
 * An attempt whose request is about to be sent. Valid until {@link CallListener#attemptStarted} returns.
 */
public interface AttemptStart {

    /**
     * Returns the number of the attempt.
     *
     * @return 1 for the first attempt of the call
     */
    int attempt();

    /**
     * Sets a header of this request only, such as {@code traceparent}. Replaces a header of the same name.
     *
     * @param name the name; not one that the client sets itself, such as {@code Authorization}
     * @param value the value, of visible ASCII characters and spaces
     * @throws InvalidValueException if the name or the value cannot be sent; the message does not contain the value
     */
    void header(String name, String value);

    /**
     * Declares that the listener records a span for this attempt. The request is then sent past the methods that tracing
     * agents instrument, such as the Java agent of OpenTelemetry, so that they record no second span. Has no effect on
     * requests that a {@code feign.Client} sends.
     */
    void traced();
}
