package recipe;

import dev.openaiadmin.testkit.OrganizationServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** An organization in memory, which the properties of the application name. */
public final class OrganizationResource implements QuarkusTestResourceLifecycleManager {
    private OrganizationServer server;

    @Override
    public Map<String, String> start() {
        server = OrganizationServer.start();
        return Map.of(
                "openai.admin.key", server.organization().adminKey(),
                "openai.admin.base-url", server.organization().baseUrl());
    }

    @Override
    public void stop() {
        server.close();
    }
}
