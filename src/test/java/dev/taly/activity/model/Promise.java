package dev.taly.activity.model;

/** What holds in every schedule, whatever goes wrong in it. */
enum Promise {
    /** What {@code publish} accepted is in {@code events/}, in the dead letters, or its loss was told. */
    CONSERVED,
    /** A publisher's counters and its listener tell the same, and each event ends once. */
    BALANCED,
    /** An event is lost only for the reason that is given. */
    HONEST_LOSS,
    /** What is acknowledged is stored or in the dead letters at that moment. */
    ACKNOWLEDGED_IS_SAFE,
    /** Each stored line is exactly the one that its message always gives. */
    ONE_LINE_OF_A_MESSAGE,
    /** One try at a batch stores a line, and sends a letter, once for each of its messages. */
    NO_NEEDLESS_DUPLICATE,
    /** An object is written only when a receipt announces its key and its bytes. */
    ANNOUNCED,
    /** Nothing is ever overwritten, and every write carries its checksum. */
    CREATE_ONLY,
    /** A partition holds its own tenant's lines of its own day, and a tenant is its entry's message group. */
    OWN_TENANT,
    /** A letter is an invalid message, as it came, with the right reason. */
    TRUE_LETTER,
    /** A message fails only for a fault that hit itself, its own partition, or the whole batch. */
    OTHERS_GO_ON,
    /** The function answers in its time, and every call returns. */
    IN_TIME,
    /** No request breaks a rule of the service that it goes to. */
    WELL_FORMED,
    /** No word of an event stands in the log. */
    SILENT_LOG,
    /** Once faults stop, the queue gets empty. */
    DRAINED
}
