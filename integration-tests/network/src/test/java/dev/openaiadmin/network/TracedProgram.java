package dev.openaiadmin.network;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.OpenAiAdmin;
import java.time.Duration;

/** Retrieves projects with the default client and prints how each call ended; {@link JavaAgentTest} attaches an agent. */
final class TracedProgram {
    private TracedProgram() {}

    /**
     * Runs the calls one after the other.
     *
     * @param arguments for each call: the id of a project, the base URL, the port of a proxy or 0, the attempts, and the
     *     timeout in milliseconds
     */
    public static void main(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 5) {
            String id = arguments[i];
            System.out.println(id + " "
                    + outcome(
                            id,
                            client(
                                    arguments[i + 1],
                                    Integer.parseInt(arguments[i + 2]),
                                    Integer.parseInt(arguments[i + 3]),
                                    Duration.ofMillis(Long.parseLong(arguments[i + 4])))));
        }
    }

    private static OpenAiAdmin client(String baseUrl, int proxyPort, int attempts, Duration timeout) {
        OpenAiAdmin.Builder builder = OpenAiAdmin.builder()
                .adminKey(System.getenv("TRACED_KEY"))
                .baseUrl(baseUrl)
                .options(options -> options.maxAttempts(attempts).timeout(timeout));
        return (proxyPort == 0 ? builder : builder.proxy("127.0.0.1", proxyPort)).build();
    }

    private static String outcome(String id, OpenAiAdmin client) {
        try (client) {
            return client.projects().retrieve(id).id();
        } catch (OpenAiAdminException e) {
            return e.getClass().getSimpleName();
        }
    }
}
