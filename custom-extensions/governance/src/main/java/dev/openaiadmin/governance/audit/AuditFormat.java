package dev.openaiadmin.governance.audit;

import java.util.List;

/** How an event is written. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface AuditFormat {
    /**
     * Returns the lines of an event.
     *
     * @param event the event
     * @return one line or more, each without a line feed
     */
    List<String> lines(AuditEvent event);

    /**
     * Returns JSON Lines: every event on a line, as it was received.
     *
     * @return the format
     */
    static AuditFormat jsonLines() {
        return event -> List.of(event.json());
    }

    /**
     * Returns JSON Lines in the Open Cybersecurity Schema Framework, in version 1.8.0, which more tools read than the newest.
     *
     * @return the format
     */
    static AuditFormat ocsf() {
        return ocsf(OcsfVersion.V1_8_0);
    }

    /**
     * Returns JSON Lines in the Open Cybersecurity Schema Framework. An event that names several objects has a line for
     * each of them.
     *
     * @param version the version of the schema, which {@code metadata.version} names
     * @return the format
     */
    static AuditFormat ocsf(OcsfVersion version) {
        return new OcsfFormat(version);
    }
}
