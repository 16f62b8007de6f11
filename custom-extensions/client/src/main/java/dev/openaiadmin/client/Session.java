package dev.openaiadmin.client;

import feign.Contract;
import feign.Feign;
import feign.Target;
import feign.Target.HardCodedTarget;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all views of one client share. */
record Session(
        URI baseUrl,
        @Nullable String organization,
        Authorization authorization,
        Errors errors,
        Json json,
        Transport transport,
        Contract contract,
        Validation validation,
        RetryBudget budget,
        Pacer pacer,
        Time time,
        @Nullable Consumer<Feign.Builder> customization) {

    static Session of(
            URI baseUrl,
            @Nullable String organization,
            AdminKeySource keys,
            Transport transport,
            Time time,
            @Nullable Consumer<Feign.Builder> customization) {
        Authorization authorization = new Authorization(keys);
        return new Session(
                baseUrl,
                organization,
                authorization,
                new Errors(authorization::replaces, time),
                new Json(),
                transport,
                new InterfacesReadOnce(),
                new Validation(),
                new RetryBudget(),
                new Pacer(time),
                time,
                customization);
    }

    /** A resource and its address, as Feign wants to know them. */
    Target<?> target(Class<?> resource) {
        return new HardCodedTarget<>(resource, baseUrl.toString());
    }

    /** Ends calls under way, waiting ones among them. */
    void close() {
        transport.close();
        pacer.close();
        time.endWaits();
    }
}
