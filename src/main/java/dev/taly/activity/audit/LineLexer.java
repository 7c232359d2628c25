package dev.taly.activity.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * One strict pass over a line: whether it is one well-formed JSON object (RFC 8259), and where in it the values of an event's
 * fields are. Nothing is decoded and nothing allocated, since most lines are only looked at. For one thread.
 *
 * <p>A test holds it to Jackson's reading on mutated lines.
 */
final class LineLexer {
    /** How deep objects and arrays may nest; an event's own limit is 16, and enrichment adds little. */
    static final int MAX_DEPTH = 64;

    static final int FIELDS = LineField.values().length;

    private static final LineField[] ALL = LineField.values();
    private static final byte[][] NAMES = Stream.of(ALL)
            .map(field -> field.wire().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    /** Bytes that end a run of plain characters in a string. */
    private static final boolean[] SPECIAL = special();

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final byte[] in;
    private final int end;
    /** Of each field: where its value starts, and where it ends; both 0 where it is absent. */
    private final int[] spans;

    private int at;
    private int next;
    /** All bytes of strings, one over the other. */
    private long bits;

    private LineLexer(byte[] in, int start, int end, int[] spans) {
        this.in = in;
        this.at = start;
        this.end = end;
        this.spans = spans;
    }

    /**
     * Reads a line.
     *
     * @param spans gets two indexes for each {@link LineField}
     * @return whether it is all ASCII; where it is not, its UTF-8 is still to be checked
     * @throws BadLineException if it is no JSON object, or a field of an event stands twice in it
     */
    static boolean read(byte[] in, int start, int end, int[] spans) throws BadLineException {
        Arrays.fill(spans, 0);
        LineLexer lexer = new LineLexer(in, start, end, spans);
        lexer.line();
        return (lexer.bits & HIGH_BITS) == 0;
    }

    private void line() throws BadLineException {
        skipSpace();
        if (at == end || in[at] != '{') {
            throw new BadLineException("is no JSON object");
        }
        object();
        skipSpace();
        if (at != end) {
            throw malformed();
        }
    }

    /** The event's own members. */
    private void object() throws BadLineException {
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            int field = field();
            skipSpace();
            expect(':');
            skipSpace();
            int start = at;
            value();
            if (field >= 0) {
                keep(field, start);
            }
            skipSpace();
            if (peek() == '}') {
                at++;
                return;
            }
            expect(',');
            skipSpace();
        }
    }

    private void keep(int field, int start) throws BadLineException {
        if (spans[2 * field + 1] != 0) {
            throw new BadLineException("has the field " + ALL[field].wire() + " twice");
        }
        spans[2 * field] = start;
        spans[2 * field + 1] = at;
    }

    /** The number of the field whose name comes now, or -1 for another name. Most lines have them in order. */
    private int field() throws BadLineException {
        int start = at + 1;
        boolean plain = string();
        int stop = at - 1;
        if (!plain) {
            return escapedField(start, stop);
        }
        for (int i = 0; i < FIELDS; i++) {
            int candidate = next + i < FIELDS ? next + i : next + i - FIELDS;
            if (isName(NAMES[candidate], start, stop)) {
                next = candidate + 1 == FIELDS ? 0 : candidate + 1;
                return candidate;
            }
        }
        return -1;
    }

    private boolean isName(byte[] name, int start, int stop) {
        if (stop - start != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (in[start + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int escapedField(int start, int stop) throws BadLineException {
        String name = JsonStrings.decode(in, start - 1, stop + 1);
        for (LineField field : ALL) {
            if (field.wire().equals(name)) {
                return field.index();
            }
        }
        return -1;
    }

    /** Any value, however nested: without recursion, so that depth costs a bit each. */
    private void value() throws BadLineException {
        long objects = 0;
        int depth = 0;
        while (true) {
            byte first = peek();
            boolean opened = false;
            if (first == '{' || first == '[') {
                // The event itself is the first level.
                if (++depth == MAX_DEPTH) {
                    throw new BadLineException("is nested deeper than " + MAX_DEPTH);
                }
                objects = objects << 1 | (first == '{' ? 1 : 0);
                at++;
                skipSpace();
                opened = true;
            } else {
                scalar(first);
            }
            if (depth == 0) {
                return;
            }
            if (opened && peek() != closing(objects)) {
                name(objects);
                continue;
            }
            if (!opened) {
                skipSpace();
            }
            while (peek() == closing(objects)) {
                at++;
                objects >>>= 1;
                if (--depth == 0) {
                    return;
                }
                skipSpace();
            }
            expect(',');
            skipSpace();
            name(objects);
        }
    }

    /** In an object, the name of the next value. */
    private void name(long objects) throws BadLineException {
        if ((objects & 1) != 0) {
            string();
            skipSpace();
            expect(':');
            skipSpace();
        }
    }

    private static byte closing(long objects) {
        return (byte) ((objects & 1) == 0 ? ']' : '}');
    }

    private void scalar(byte first) throws BadLineException {
        switch (first) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    /** @return whether it has no escape */
    private boolean string() throws BadLineException {
        expect('"');
        boolean plain = true;
        while (true) {
            skipPlain();
            byte stop = peek();
            if (stop == '"') {
                at++;
                return plain;
            }
            if (stop != '\\') {
                throw malformed();
            }
            plain = false;
            at++;
            escape();
        }
    }

    /** Goes to the next byte that is special in a string, eight bytes at a time as far as there are so many. */
    private void skipPlain() {
        int i = at;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long eight = (long) EIGHT.get(in, i);
            bits |= eight;
            long special = special(eight);
            if (special != 0) {
                at = i + (Long.numberOfTrailingZeros(special) >>> 3);
                return;
            }
        }
        while (i < end && !SPECIAL[in[i] & 0xFF]) {
            bits |= in[i++];
        }
        at = i;
    }

    /**
     * The highest bit of each byte that is a quote, a backslash or below a blank. Of the bits, the lowest is right; a borrow can
     * only set higher ones.
     */
    private static long special(long bytes) {
        long quote = bytes ^ (ONES * '"');
        long backslash = bytes ^ (ONES * '\\');
        long found = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((bytes - ONES * ' ') & ~bytes);
        return found & HIGH_BITS;
    }

    private void escape() throws BadLineException {
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++) {
                    if (Character.digit(peek(), 16) < 0) {
                        throw malformed();
                    }
                    at++;
                }
            }
            default -> throw malformed();
        }
    }

    private void number() throws BadLineException {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && in[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() throws BadLineException {
        int start = at;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
    }

    private void word(String word) throws BadLineException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void expect(char c) throws BadLineException {
        if (peek() != c) {
            throw malformed();
        }
        at++;
    }

    private byte peek() throws BadLineException {
        if (at == end) {
            throw malformed();
        }
        return in[at];
    }

    private void skipSpace() {
        while (at < end && (in[at] == ' ' || in[at] == '\t' || in[at] == '\r')) {
            at++;
        }
    }

    private static BadLineException malformed() {
        return new BadLineException("is no well-formed JSON");
    }

    private static boolean[] special() {
        boolean[] special = new boolean[256];
        Arrays.fill(special, 0, ' ', true);
        special['"'] = true;
        special['\\'] = true;
        return special;
    }
}
