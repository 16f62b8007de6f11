package dev.openaiadmin.examples;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** One short example for every resource, run against an in-memory organization: name one, or see all names. */
public final class Tour {
    private static final Map<String, Example> EXAMPLES = all();
    /** What the examples find in the organization. */
    private static final String SEED = """
            {"users": [{"email": "ada@example.com", "role": "reader"}],
             "groups": [{"name": "platform"}],
             "certificates": [{"name": "payments-gateway"}],
             "usage/completions": [{"start_time": 1793577600, "results": [{"input_tokens": 182400, "output_tokens": 40210}]}],
             "costs": [{"start_time": 1793577600, "results": [
               {"amount": {"value": 12.75, "currency": "usd"}, "project_id": "proj_5nXw2Lq8"}]}]}""";

    private Tour() {}

    /** What an example does. */
    @FunctionalInterface
    interface Example {
        void run(OpenAiAdmin admin, PrintStream out);
    }

    /**
     * Runs examples.
     *
     * @param names resources, as {@code admin.} completes them, such as {@code serviceAccounts}
     */
    public static void main(String[] names) {
        run(EXAMPLES, SEED, names);
    }

    static void run(Map<String, Example> examples, String seed, String... names) {
        if (names.length == 0 || !examples.keySet().containsAll(List.of(names))) {
            System.out.println("Name one or more of:");
            examples.keySet().forEach(name -> System.out.println("  " + name));
            System.exit(2);
        }
        try (OrganizationServer server = OrganizationServer.start()) {
            InMemoryOrganization organization = server.organization();
            organization.seed(seed);
            try (OpenAiAdmin admin = OpenAiAdmin.builder()
                    .adminKey(organization.adminKey())
                    .baseUrl(organization.baseUrl())
                    .build()) {
                for (String name : names) {
                    System.out.println(name);
                    Objects.requireNonNull(examples.get(name)).run(admin, System.out);
                }
            }
        }
    }

    /**
     * Gives the resources that have an example.
     *
     * @return their names
     */
    public static Set<String> names() {
        return EXAMPLES.keySet();
    }

    private static Map<String, Example> all() {
        Map<String, Example> examples = new TreeMap<>();
        examples.putAll(Projects.EXAMPLES);
        examples.putAll(Access.EXAMPLES);
        examples.putAll(Credentials.EXAMPLES);
        examples.putAll(Limits.EXAMPLES);
        examples.putAll(Data.EXAMPLES);
        examples.putAll(Reports.EXAMPLES);
        return examples;
    }
}
