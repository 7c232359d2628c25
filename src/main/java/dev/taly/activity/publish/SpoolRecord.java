package dev.taly.activity.publish;

/** Where an event is on the disk. */
record SpoolRecord(Segment segment, int offset) {}
