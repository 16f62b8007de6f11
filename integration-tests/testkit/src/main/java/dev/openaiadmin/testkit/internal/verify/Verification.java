package dev.openaiadmin.testkit.internal.verify;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares the API with the description, live or from recordings; what the command line and tests start. */
public final class Verification implements AutoCloseable {
    private final DifferenceReport report;
    private final @Nullable VerifyProxy proxy;

    private Verification(DifferenceReport report, @Nullable VerifyProxy proxy) {
        this.report = report;
        this.proxy = proxy;
    }

    /**
     * Starts a proxy in front of the API.
     *
     * @param port the port to listen at, or 0 for one that is free
     * @param upstream the base URL of the API
     * @param readOnly whether requests that could change something are refused
     * @param reportFile where the JSON report is written, or null
     * @param bodies the folder where bodies are kept, with masked secrets, or null
     * @param out receives a line for each new kind of difference
     * @throws IllegalArgumentException if the URL is not that of an API, or would send keys in plain text
     */
    public static Verification live(
            int port,
            URI upstream,
            boolean readOnly,
            @Nullable Path reportFile,
            @Nullable Path bodies,
            Consumer<String> out) {
        String host = upstream.getHost();
        boolean local = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
        if (host == null || !("https".equals(upstream.getScheme()) || (local && "http".equals(upstream.getScheme())))) {
            throw new IllegalArgumentException(
                    "--upstream must be an https URL, or an http URL of this machine, since keys are sent there");
        }
        if (upstream.getUserInfo() != null || upstream.getQuery() != null || upstream.getFragment() != null) {
            throw new IllegalArgumentException("--upstream must have no user, query or fragment");
        }
        DifferenceReport report = new DifferenceReport(upstream.toString(), reportFile, out);
        return new Verification(report, new VerifyProxy(port, upstream, readOnly, bodies, report));
    }

    /**
     * Reads recorded exchanges.
     *
     * @param folder a folder of HAR files, or of JSON files that name an operation
     * @param reportFile where the JSON report is written, or null
     * @throws IllegalArgumentException if a file cannot be understood; the message names it
     * @throws IOException if a file cannot be read
     */
    public static Verification recorded(Path folder, @Nullable Path reportFile) throws IOException {
        DifferenceReport report = new DifferenceReport(folder.toString(), reportFile, line -> {});
        RecordedExchanges.read(folder).forEach(report::add);
        return new Verification(report, null);
    }

    /** Returns the base URL for clients of the proxy. */
    public String baseUrl() {
        if (proxy == null) {
            throw new IllegalStateException("Recordings have no proxy");
        }
        return proxy.baseUrl();
    }

    /** Returns whether nothing differed. */
    public boolean isClean() {
        return report.isEmpty();
    }

    /** Returns a line for each kind of difference, and one for the whole. */
    public List<String> summary() {
        return report.summary();
    }

    /** Stops the proxy and writes the report. */
    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
        report.write();
    }
}
