package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.metrics.MetricsServer;
import dev.openaiadmin.governance.metrics.OrganizationMetrics;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "serve-metrics",
        description = {
            "Serves costs and usage of today, of yesterday and of the month to date to Prometheus, until it is interrupted.",
            "There is no authentication: only those who may see the costs should reach the address."
        },
        footerHeading = "%nExample:%n",
        footer = "  openai-admin serve-metrics --port 9889")
final class ServeMetricsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ClientOptions client;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "The name or address to listen on. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9889",
            description = "The port to listen on; 0 for any that is free. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "How long to wait between two reads, at least 1m. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Duration interval;

    @Option(names = "--include-api-keys", description = "A series for each API key.")
    private boolean apiKeys;

    @Option(names = "--include-users", description = "A series for each user, which can be personal data.")
    private boolean users;

    @Option(names = "--costs-only", description = "No usage.")
    private boolean costsOnly;

    @Override
    @SuppressWarnings("try") // A signal ends the program without the end of the block; closing twice does nothing.
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (OpenAiAdmin admin = client.open();
                OrganizationMetrics metrics = metrics(admin, err);
                MetricsServer server = MetricsServer.start(metrics, host, port)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                server.close();
                                metrics.close();
                                admin.close();
                            },
                            "openai-metrics-shutdown"));
            metrics.start();
            PrintWriter out = spec.commandLine().getOut();
            out.println("Serving http://" + host + ":" + server.port() + "/metrics");
            out.flush();
            new CountDownLatch(1).await();
        }
        return ExitCode.DONE;
    }

    private OrganizationMetrics metrics(OpenAiAdmin admin, PrintWriter err) {
        OrganizationMetrics.Builder metrics = OrganizationMetrics.builder(admin)
                .interval(interval)
                .onError((source, failure) -> {
                    err.println(PrintableText.line("The " + source + " cannot be read: " + failure.getMessage()));
                    err.flush();
                });
        if (apiKeys) {
            metrics.includeApiKeys();
        }
        if (users) {
            metrics.includeUsers();
        }
        return (costsOnly ? metrics.usageEndpoints() : metrics).build();
    }
}
