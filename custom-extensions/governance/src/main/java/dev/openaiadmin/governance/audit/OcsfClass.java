package dev.openaiadmin.governance.audit;

/** The classes of the schema that events of the audit log belong to, all of them in Identity & Access Management. */
enum OcsfClass {
    ACCOUNT_CHANGE(3001, "Account Change"),
    AUTHENTICATION(3002, "Authentication"),
    ENTITY_MANAGEMENT(3004, "Entity Management"),
    USER_ACCESS_MANAGEMENT(3005, "User Access Management"),
    GROUP_MANAGEMENT(3006, "Group Management"),
    USER_MANAGEMENT(3007, "User Management"),
    ROLE_MANAGEMENT(3008, "Role Management");

    private final int uid;
    private final String title;

    OcsfClass(int uid, String title) {
        this.uid = uid;
        this.title = title;
    }

    int uid() {
        return uid;
    }

    String title() {
        return title;
    }

    /** Returns an activity of this class. */
    OcsfActivity activity(int id, String name) {
        return new OcsfActivity(this, id, name);
    }
}
