package dev.openaiadmin.governance.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Describes this process for those who find a lock that it holds. */
public final class RunHolder {
    private RunHolder() {}

    /** Returns a description such as {@code process 4711 of deploy on build-7}. */
    public static String description() {
        return "process " + ProcessHandle.current().pid() + " of " + System.getProperty("user.name", "unknown") + " on "
                + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }
}
