package dev.openaiadmin.testkit.internal.command;

import dev.openaiadmin.testkit.internal.server.LibraryVersion;
import dev.openaiadmin.testkit.internal.server.StandaloneServer;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.JsonSource;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: {@code java -jar openai-admin-testkit-VERSION-standalone.jar}. */
@Command(
        name = "java -jar openai-admin-testkit-standalone.jar",
        description = "Serves the administration API of OpenAI from memory:"
                + " one organization for every key that begins with sk-.",
        mixinStandardHelpOptions = true,
        versionProvider = ServerCommand.Version.class,
        sortOptions = false,
        subcommands = VerifyCommand.class,
        usageHelpAutoWidth = true)
public final class ServerCommand implements Callable<Integer> {
    private static final int WRONG_INPUT = 2;
    private static final int LAST_PORT = 65_535;
    private static final int OUT_OF_MEMORY = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at; 0 for one that is free. Default: ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen at; 0.0.0.0 lets other machines in. Default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description =
                    "Another name under which the server is reached, such as that of a container; may be repeated.")
    private List<String> allowedHosts = List.of();

    @Option(names = "--seed", paramLabel = "FILE", description = "JSON with the objects that organizations begin with.")
    private @Nullable Path seed;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "JSON with the faults that organizations begin with.")
    private @Nullable Path faults;

    /**
     * Serves until the process is told to end.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new ServerCommand())
                .setParameterExceptionHandler((wrong, arguments) -> {
                    PrintWriter err = wrong.getCommandLine().getErr();
                    err.println(wrong.getMessage() + "; see --help");
                    return WRONG_INPUT;
                })
                .setExecutionExceptionHandler((failure, commandLine, arguments) -> {
                    if (!(failure instanceof WrongInput)) {
                        throw failure;
                    }
                    commandLine.getErr().println(failure.getMessage());
                    return WRONG_INPUT;
                });
    }

    @Override
    public Integer call() throws WrongInput, InterruptedException {
        Console console = new Console(spec);
        PrintWriter err = spec.commandLine().getErr();
        StandaloneServer server = start(Settings.defaults()
                .at(host, port, allowedHosts)
                .beginningWith(jsonSource(seed), jsonSource(faults))
                .reportingTo(console::print, failure -> report(failure, err)));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> report(failure, err));
        console.print(greeting(server));
        console.waitForEnd(() -> {
            server.close();
            console.print("Stopped.");
        });
        return 0;
    }

    private static void report(Throwable failure, PrintWriter err) {
        if (failure instanceof OutOfMemoryError) {
            // Whatever was being done is half done: a process that goes on would respond wrongly, or not at all.
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
        failure.printStackTrace(err);
        err.flush();
    }

    private StandaloneServer start(Settings settings) throws WrongInput {
        if (port < 0 || port > LAST_PORT) {
            throw new WrongInput("--port must be from 0 to " + LAST_PORT + ", but was " + port);
        }
        try {
            return StandaloneServer.start(settings);
        } catch (IllegalArgumentException e) {
            throw new WrongInput(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof IOException || cause instanceof UnresolvedAddressException) {
                throw new WrongInput(notListening(cause));
            }
            throw e;
        }
    }

    private String notListening(Throwable cause) {
        String place = "port " + port + " of " + host;
        String reason = cause.getMessage() == null ? "no such address" : cause.getMessage();
        return cause instanceof BindException && reason.contains("in use")
                ? "Cannot listen at " + place + ", which is in use: stop what listens there, or choose another --port"
                : "Cannot listen at " + place + ": " + reason;
    }

    private String greeting(StandaloneServer server) {
        return String.join(
                System.lineSeparator(),
                "Every key that begins with sk- has an organization, in memory, at " + server.baseUrl(),
                "Calls to try, on a page: " + server.origin() + "/docs",
                "Seeds, faults and questions: " + server.origin() + "/_control",
                "Try:",
                "  curl -H 'Authorization: Bearer sk-admin-demo' " + server.baseUrl() + "/organization/projects",
                "Ctrl-C stops it."
                        + (host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1")
                                ? ""
                                : System.lineSeparator() + "It listens at " + host
                                        + ": every machine that reaches this one can read and change these organizations."));
    }

    private static JsonSource jsonSource(@Nullable Path file) throws WrongInput {
        if (file == null) {
            return JsonSource.NONE;
        }
        try {
            return new JsonSource(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new WrongInput(
                    file + (Files.exists(file) ? ": cannot be read: " + e.getMessage() : ": no such file"));
        }
    }

    /** The version of the kit. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"openai-admin-testkit " + LibraryVersion.ofTheKit("version")};
        }
    }
}
