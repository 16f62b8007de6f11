package consumer.app;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Project;

/** Creates, retrieves and lists projects, and prints their names and the modules. */
public final class Application {
    private Application() {}

    /**
     * Runs the application.
     *
     * @param arguments the base URL and the admin key
     */
    public static void main(String[] arguments) {
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .baseUrl(arguments[0])
                .adminKey(arguments[1])
                .build()) {
            Project created = admin.projects().create("payments");
            System.out.println(admin.projects().retrieve(created.id()).name());
            for (Project project : admin.projects().list()) {
                System.out.println(project.name());
            }
            admin.projects().retrieve("proj_missing");
        } catch (NotFoundException e) {
            System.out.println(e.status());
        }
        System.out.println(Application.class.getModule().getName() + " " + OpenAiAdmin.class.getModule().getName() + " "
                + AdminApi.class.getModule().getName());
    }
}
