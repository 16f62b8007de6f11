package sample;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.Project;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Service;

/** An application that injects the client which the starter configures. */
@SpringBootApplication(proxyBeanMethods = false)
public class Application {
    /**
     * Starts the application.
     *
     * @param arguments options such as {@code --openai.admin.key=...}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    /** Lists projects. */
    @Service
    public static class Reports {
        private final AdminApi openai;

        Reports(AdminApi openai) {
            this.openai = openai;
        }

        List<String> projectNames() {
            return openai.projects().list().stream().map(Project::name).toList();
        }
    }
}
