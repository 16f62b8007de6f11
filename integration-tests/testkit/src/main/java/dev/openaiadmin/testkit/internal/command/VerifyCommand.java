package dev.openaiadmin.testkit.internal.command;

import dev.openaiadmin.testkit.internal.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The subcommand {@code verify}. */
@Command(
        name = "verify",
        description = "Compares the real API with the description: as a proxy on this machine, to which clients send"
                + " their requests, or from recordings. Prints a line for each kind of difference.",
        mixinStandardHelpOptions = true,
        versionProvider = ServerCommand.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int DIFFERENCES = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "Base URL of the API to which requests are forwarded, such as https://api.openai.com/v1")
    private @Nullable URI upstream;

    @Option(
            names = "--recorded",
            paramLabel = "FOLDER",
            description = "HAR files, or JSON files with 'operation', 'status' and 'response', instead of an upstream.")
    private @Nullable Path recorded;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at; 0 for one that is free. Default: ${DEFAULT-VALUE}")
    private int port = 8081;

    @Option(names = "--read-only", description = "Forwards nothing that could change the organization.")
    private boolean readOnly;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the differences are written as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--keep-bodies",
            paramLabel = "FOLDER",
            description = "Keeps the bodies there, with masked secrets, for --recorded. Otherwise, none is kept.")
    private @Nullable Path bodies;

    @Override
    public Integer call() throws WrongInput, InterruptedException {
        Console console = new Console(spec);
        if ((upstream == null) == (recorded == null)) {
            throw new WrongInput("Name either --upstream or --recorded; see verify --help");
        }
        return recorded == null ? proxy(Objects.requireNonNull(upstream), console) : recordings(recorded, console);
    }

    private int recordings(Path folder, Console console) throws WrongInput {
        if (!Files.isDirectory(folder)) {
            throw new WrongInput(folder + ": no such folder");
        }
        try (Verification verification = Verification.recorded(folder, report)) {
            verification.summary().forEach(console::print);
            return verification.isClean() ? 0 : DIFFERENCES;
        } catch (IllegalArgumentException e) {
            throw new WrongInput(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new WrongInput(folder + ": cannot be read: " + e.getMessage());
        }
    }

    private int proxy(URI api, Console console) throws WrongInput, InterruptedException {
        Verification verification;
        try {
            verification = Verification.live(port, api, readOnly, report, bodies, console::print);
        } catch (IllegalArgumentException e) {
            throw new WrongInput(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            Throwable cause = e.getCause();
            throw new WrongInput("Cannot listen at port " + port + " of 127.0.0.1: "
                    + (cause == null ? e.getMessage() : cause.getMessage()));
        }
        console.print("Requests to " + verification.baseUrl() + " go on to " + api
                + (readOnly ? ", if they only read" : "") + ".");
        console.print("Ctrl-C stops it and prints the differences.");
        console.waitForEnd(() -> {
            verification.close();
            verification.summary().forEach(console::print);
        });
        return 0;
    }
}
