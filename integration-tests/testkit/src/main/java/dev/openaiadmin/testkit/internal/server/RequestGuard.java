package dev.openaiadmin.testkit.internal.server;

import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what web pages of other sites send. A page can send requests to this machine, and it can give its own name this
 * machine's address (DNS rebinding): the first kind names the page's origin, the second the page's host.
 */
public final class RequestGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts = new HashSet<>(LOOPBACK);
    private final boolean anyAddress;

    /**
     * Creates a guard.
     *
     * @param listening the address that the server listens at
     * @param names other names under which the server is reached
     */
    public RequestGuard(String listening, Collection<String> names) {
        this.anyAddress = listening.equals("0.0.0.0") || listening.equals("::");
        hosts.add(bracketed(listening));
        names.forEach(name -> hosts.add(bracketed(name)));
        if (anyAddress) {
            addAddressesOfThisMachine();
        }
    }

    /** Returns the refusal of a request, or null if it may pass. */
    public @Nullable HttpResponse refusal(RawRequest request) {
        String authority = request.header("Host");
        if (authority == null) {
            return refused(400, "missing_host", "The request has no header Host.");
        }
        if (!isOwn(hostIn(authority))) {
            return refused(
                    421,
                    "unknown_host",
                    "The server is not known as '" + printable(authority)
                            + "'. Use its address, or name it on the command line: --allow-host NAME.");
        }
        String origin = request.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + authority)) {
            return refused(403, "cross_origin", "The server takes no requests from pages of other sites.");
        }
        String site = request.header("Sec-Fetch-Site");
        boolean fromOtherSite = site != null && !site.equals("same-origin") && !site.equals("none");
        // Somebody follows a link to the page of the description: that shows a page, and runs nothing.
        boolean link = request.method().equals("GET") && "navigate".equals(request.header("Sec-Fetch-Mode"));
        if (fromOtherSite && !link) {
            return refused(403, "cross_origin", "The server takes no requests from pages of other sites.");
        }
        return null;
    }

    private boolean isOwn(String host) {
        return hosts.contains(host) || (anyAddress && isAddress(host));
    }

    /** Returns whether a host is an address: a page cannot give an address another address. */
    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.matches("[0-9]{1,3}([.][0-9]{1,3}){3}");
    }

    private static String hostIn(String authority) {
        int port = authority.lastIndexOf(':');
        boolean hasPort = port >= 0 && authority.indexOf(']', port) < 0;
        String host = (hasPort ? authority.substring(0, port) : authority).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private void addAddressesOfThisMachine() {
        try {
            hosts.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> hosts.add(bracketed(address.getHostAddress())));
        } catch (UnknownHostException | SocketException e) {
            // A machine without a name is reached by its address, which any address stands for here.
            hosts.remove("");
        }
    }

    private static String bracketed(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower;
    }

    private static String printable(String authority) {
        return authority.replaceAll("[^A-Za-z0-9.:\\[\\]_-]", "?");
    }

    private static HttpResponse refused(int status, String code, String reason) {
        return ApiEndpoint.json(ApiErrorException.refused(status, code, reason).response());
    }
}
