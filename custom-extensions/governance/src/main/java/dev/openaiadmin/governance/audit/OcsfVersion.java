package dev.openaiadmin.governance.audit;

/** The versions of the Open Cybersecurity Schema Framework that events can be written in. */
public enum OcsfVersion {
    /** Version 1.8.0: changes of accounts are Account Change, roles are Entity Management. */
    V1_8_0("1.8.0"),
    /** Version 1.9.0: users and roles have classes of their own, User Management and Role Management. */
    V1_9_0("1.9.0");

    private final String number;

    OcsfVersion(String number) {
        this.number = number;
    }

    /** Returns the number, such as {@code 1.8.0}. */
    @Override
    public String toString() {
        return number;
    }
}
