package dev.taly.activity.privacy;

/**
 * Something personal inside a text.
 *
 * @param start the index of its first character
 * @param end the index behind its last
 * @param kind what it is: {@code email}, {@code iban}, {@code phone}, {@code card} or {@code ip}, or {@code text} for what is too much to look through
 * @param value it, in the one form that its pseudonym is made of; not needed where it is masked
 * @param treatment what becomes of it
 */
record Finding(int start, int end, String kind, String value, Treatment treatment) {}
