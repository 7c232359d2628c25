package dev.taly.activity.audit;

import dev.taly.activity.archive.Partition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A look at a line in a buffer, without a copy. The same view is used for line after line. For one thread. */
final class LineView {
    private final int[] spans = new int[2 * LineLexer.FIELDS];
    private byte[] in = new byte[0];
    private int start;
    private int end;
    private boolean ascii;

    /** A look at a line that was read before. */
    static LineView of(StoredLine line) throws BadLineException {
        byte[] utf8 = line.utf8();
        LineView view = new LineView();
        view.lookAt(utf8, 0, utf8.length);
        return view;
    }

    /**
     * Looks at that line.
     *
     * @throws BadLineException if it is no JSON object
     */
    void lookAt(byte[] bytes, int from, int to) throws BadLineException {
        in = bytes;
        start = from;
        end = to;
        ascii = LineLexer.read(bytes, from, to, spans);
    }

    /** Whether a field is that text. */
    boolean isText(LineField field, byte[] utf8) throws BadLineException {
        int from = spans[2 * field.index()];
        int to = spans[2 * field.index() + 1];
        if (to == 0 || in[from] != '"') {
            return false;
        }
        if (Arrays.equals(in, from + 1, to - 1, utf8, 0, utf8.length)) {
            return true;
        }
        // Another spelling of the same text has an escape in it.
        return hasEscape(from, to) && JsonStrings.decode(in, from, to).equals(new String(utf8, StandardCharsets.UTF_8));
    }

    /** The text that a field is; nothing where it is absent or no string. */
    Optional<String> text(LineField field) throws BadLineException {
        int from = spans[2 * field.index()];
        int to = spans[2 * field.index() + 1];
        return to == 0 || in[from] != '"' ? Optional.empty() : Optional.of(JsonStrings.decode(in, from, to));
    }

    /** Whether that text, a character for each byte, is anywhere in the line. */
    boolean contains(String latin1) {
        return new String(in, start, end - start, StandardCharsets.ISO_8859_1).contains(latin1);
    }

    /**
     * The line for itself.
     *
     * @throws BadLineException if it is no event, or none of that partition
     */
    StoredLine copy(Partition partition) throws BadLineException {
        int[] moved = spans.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = Math.max(0, moved[i] - start);
        }
        StoredLine line = StoredLine.of(Arrays.copyOfRange(in, start, end), moved, ascii);
        if (!line.tenantId().equals(partition.tenantId())) {
            throw new BadLineException("is an event of another tenant");
        }
        if (!line.timestamp().utcDate().equals(partition.date())) {
            throw new BadLineException("is an event of another day");
        }
        return line;
    }

    private boolean hasEscape(int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] == '\\') {
                return true;
            }
        }
        return false;
    }
}
