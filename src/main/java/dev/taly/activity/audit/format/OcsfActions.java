package dev.taly.activity.audit.format;

import static dev.taly.activity.audit.format.OcsfActivity.Kind.API_ACTIVITY;
import static dev.taly.activity.audit.format.OcsfActivity.Kind.AUTHENTICATION;
import static dev.taly.activity.audit.format.OcsfActivity.Kind.ENTITY_MANAGEMENT;
import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/** Which activity of OCSF an action is: by its name, else by its last word, else just a call of an API. */
final class OcsfActions {
    private static final OcsfActivity LOGON = new OcsfActivity(AUTHENTICATION, 1, "Logon");
    private static final OcsfActivity LOGOFF = new OcsfActivity(AUTHENTICATION, 2, "Logoff");
    private static final OcsfActivity CREDENTIALS = new OcsfActivity(AUTHENTICATION, OcsfActivity.OTHER, "");

    private static final OcsfActivity CREATE = new OcsfActivity(ENTITY_MANAGEMENT, 1, "Create");
    private static final OcsfActivity UPDATE = new OcsfActivity(ENTITY_MANAGEMENT, 3, "Update");
    private static final OcsfActivity DELETE = new OcsfActivity(ENTITY_MANAGEMENT, 4, "Delete");
    private static final OcsfActivity MOVE = new OcsfActivity(ENTITY_MANAGEMENT, 5, "Move");
    private static final OcsfActivity ENABLE = new OcsfActivity(ENTITY_MANAGEMENT, 8, "Enable");
    private static final OcsfActivity DISABLE = new OcsfActivity(ENTITY_MANAGEMENT, 9, "Disable");
    private static final OcsfActivity ACTIVATE = new OcsfActivity(ENTITY_MANAGEMENT, 10, "Activate");
    private static final OcsfActivity DEACTIVATE = new OcsfActivity(ENTITY_MANAGEMENT, 11, "Deactivate");
    private static final OcsfActivity SUSPEND = new OcsfActivity(ENTITY_MANAGEMENT, 12, "Suspend");
    private static final OcsfActivity RESUME = new OcsfActivity(ENTITY_MANAGEMENT, 13, "Resume");

    private static final OcsfActivity API_CREATE = new OcsfActivity(API_ACTIVITY, 1, "Create");
    private static final OcsfActivity API_READ = new OcsfActivity(API_ACTIVITY, 2, "Read");
    private static final OcsfActivity API_UPDATE = new OcsfActivity(API_ACTIVITY, 3, "Update");
    private static final OcsfActivity API_DELETE = new OcsfActivity(API_ACTIVITY, 4, "Delete");
    private static final OcsfActivity API_OTHER = new OcsfActivity(API_ACTIVITY, OcsfActivity.OTHER, "");

    private static final Map<String, OcsfActivity> NAMES = Map.ofEntries(
            entry("login_failed", LOGON),
            entry("mfa_enabled", CREDENTIALS),
            entry("mfa_disabled", CREDENTIALS),
            entry("password_changed", CREDENTIALS),
            entry("password_reset_requested", CREDENTIALS),
            entry("user_invited", API_CREATE),
            entry("user_deactivated", DISABLE),
            entry("data_imported", API_CREATE),
            entry("data_exported", API_READ),
            entry("data_deleted", API_DELETE),
            entry("dlq_shown", API_READ),
            entry("dlq_fixed", API_UPDATE),
            entry("dlq_purged", API_DELETE),
            entry("audit_read", API_READ));

    private static final Map<String, OcsfActivity> LAST_WORDS = Map.ofEntries(
            entry("login", LOGON),
            entry("logon", LOGON),
            entry("logout", LOGOFF),
            entry("logoff", LOGOFF),
            entry("created", CREATE),
            entry("added", CREATE),
            entry("issued", CREATE),
            entry("updated", UPDATE),
            entry("changed", UPDATE),
            entry("configured", UPDATE),
            entry("rescheduled", UPDATE),
            entry("cancelled", UPDATE),
            entry("completed", UPDATE),
            entry("upgraded", UPDATE),
            entry("downgraded", UPDATE),
            entry("given", UPDATE),
            entry("withdrawn", UPDATE),
            entry("deleted", DELETE),
            entry("removed", DELETE),
            entry("revoked", DELETE),
            entry("moved", MOVE),
            entry("renamed", MOVE),
            entry("enabled", ENABLE),
            entry("disabled", DISABLE),
            entry("activated", ACTIVATE),
            entry("deactivated", DEACTIVATE),
            entry("suspended", SUSPEND),
            entry("resumed", RESUME),
            entry("read", API_READ),
            entry("viewed", API_READ),
            entry("exported", API_READ),
            entry("imported", API_CREATE));

    /** Actions that failed even where no outcome is stated. */
    private static final Set<String> FAILURES = Set.of("login_failed", "payment_failed");

    private OcsfActions() {}

    static OcsfActivity of(String action) {
        OcsfActivity named = NAMES.get(action);
        if (named != null) {
            return named;
        }
        String lastWord = action.substring(Math.max(action.lastIndexOf('_'), action.lastIndexOf('.')) + 1);
        return LAST_WORDS.getOrDefault(lastWord, API_OTHER);
    }

    static boolean isFailure(String action) {
        return FAILURES.contains(action);
    }
}
