package dev.openaiadmin.scenarios;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Runs the programs of a page one after the other, since a JVM for each takes longer than the programs do. */
public final class PagePrograms {
    private PagePrograms() {}

    /** Returns the request that tells the organization that a program has ended. */
    static String lastRequestOf(String program) {
        return "/organization/projects/end-of-" + program;
    }

    /**
     * Runs the programs in their order.
     *
     * @param programs the names of the classes
     * @throws Exception if a program fails, which is the last one that was printed
     */
    public static void main(String[] programs) throws Exception {
        for (String program : programs) {
            System.out.println(program + ":");
            Class.forName(program).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            send(lastRequestOf(program));
        }
    }

    private static void send(String request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(System.getenv("OPENAI_BASE_URL") + request).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + System.getenv("OPENAI_ADMIN_KEY"));
        connection.getResponseCode();
    }
}
