package dev.openaiadmin.examples;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.api.ProjectsApi;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Makes projects, lists them, renames one, archives one, and shows a refused request.
 *
 * <p>Runs against an in-memory organization, or, when {@code OPENAI_ADMIN_KEY} is set, against the real API: there it
 * changes something only with {@code --yes}, and archives all that it made.
 */
public final class Quickstart {
    private final List<Integer> statuses = new ArrayList<>();
    private final Table table = new Table(System.out);

    private Quickstart() {}

    /**
     * Runs the example.
     *
     * @param arguments {@code --yes} to change a real organization
     */
    public static void main(String[] arguments) {
        if (System.getenv("OPENAI_ADMIN_KEY") == null) {
            inMemory();
        } else if (Arrays.asList(arguments).contains("--yes")) {
            forReal();
        } else {
            System.out.println("""
                    OPENAI_ADMIN_KEY is set, so this would change your organization: it makes
                    three projects, renames one, and archives all three. Nothing has been sent.
                    Add --yes to go on, or unset OPENAI_ADMIN_KEY to see it in memory.""");
            System.exit(2);
        }
    }

    private static void inMemory() {
        try (OrganizationServer server = OrganizationServer.start()) {
            InMemoryOrganization organization = server.organization();
            System.out.println("An in-memory organization at " + organization.baseUrl());
            System.out.println("(with OPENAI_ADMIN_KEY and --yes: your own)\n");
            try (OpenAiAdmin admin = OpenAiAdmin.builder()
                    .adminKey(organization.adminKey())
                    .baseUrl(organization.baseUrl())
                    .build()) {
                new Quickstart().run(admin);
            }
        }
    }

    private static void forReal() {
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            System.out.println("Your organization: " + admin + "\n");
            new Quickstart().run(admin);
        } catch (OpenAiAdminException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(OpenAiAdmin admin) {
        AdminApi observed = admin.with(options -> options.onResponse(response -> statuses.add(response.status())));
        ProjectsApi projects = observed.projects();
        List<Project> made = new ArrayList<>();
        try {
            for (String name : List.of("quickstart-red", "quickstart-green", "quickstart-blue")) {
                Project project = projects.create(name);
                made.add(project);
                table.row("create", name + " is " + project.id(), seenStatuses());
            }

            Pages<Project> all = projects.list(query -> query.limit(2));
            long pages = StreamSupport.stream(all.pages().spliterator(), false)
                    .limit(50)
                    .count();
            table.row("list", "all active projects, two at a time: " + pages + " pages", seenStatuses());

            Project red = made.get(0);
            Project renamed = projects.modify(red.id(), changes -> changes.name("quickstart-crimson"));
            table.row("modify", red.name() + " is now " + renamed.name(), seenStatuses());

            Project green = made.get(1);
            Project archived = projects.archive(green.id());
            made.remove(green);
            table.row("archive", green.name() + " is closed since " + archived.archivedAt(), seenStatuses());

            refused("refused", () -> projects.modify(green.id(), changes -> changes.name("quickstart-lime")));
            refused(
                    "not sent",
                    () -> projects.list(query -> query.limit(101)).iterator().next());
        } finally {
            made.forEach(project -> projects.archive(project.id()));
            table.row("clean up", "archived the other " + made.size(), seenStatuses());
        }
    }

    private void refused(String step, Runnable call) {
        try {
            call.run();
            table.row(step, "was not refused", seenStatuses());
        } catch (OpenAiAdminException e) {
            table.row(step, e.getClass().getSimpleName() + ": " + e.getMessage(), seenStatuses());
        }
    }

    /** The statuses since the last row, such as {@code 200 x 3}. */
    private String seenStatuses() {
        String seen = statuses.isEmpty() ? "-" : statuses.get(0) + (statuses.size() > 1 ? " x " + statuses.size() : "");
        statuses.clear();
        return seen;
    }
}
