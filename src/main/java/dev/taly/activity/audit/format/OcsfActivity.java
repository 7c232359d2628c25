package dev.taly.activity.audit.format;

/**
 * An activity of an OCSF class.
 *
 * @param kind the class
 * @param id its {@code activity_id}
 * @param name what OCSF calls it; empty for {@link #OTHER}, whose name is the action itself
 */
record OcsfActivity(Kind kind, int id, String name) {
    static final int OTHER = 99;

    /** The classes that are used, each with its category. */
    enum Kind {
        AUTHENTICATION(3002, "Authentication", 3, "Identity & Access Management"),
        ENTITY_MANAGEMENT(3004, "Entity Management", 3, "Identity & Access Management"),
        API_ACTIVITY(6003, "API Activity", 6, "Application Activity");

        final int uid;
        final String caption;
        final int category;
        final String categoryCaption;

        Kind(int uid, String caption, int category, String categoryCaption) {
            this.uid = uid;
            this.caption = caption;
            this.category = category;
            this.categoryCaption = categoryCaption;
        }
    }

    int typeUid() {
        return kind.uid * 100 + id;
    }
}
