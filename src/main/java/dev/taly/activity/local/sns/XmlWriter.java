package dev.taly.activity.local.sns;

/** Writes elements and escaped text, well-formed whatever the text holds. For one thread. */
final class XmlWriter {
    private final StringBuilder out = new StringBuilder();

    XmlWriter open(String element) {
        out.append('<').append(element).append('>');
        return this;
    }

    /** Opens the element around everything, in SNS's namespace. */
    XmlWriter openRoot(String element) {
        out.append('<').append(element).append(" xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">");
        return this;
    }

    XmlWriter close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    XmlWriter text(String element, String text) {
        open(element);
        text.codePoints().forEach(this::escaped);
        return close(element);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void escaped(int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            // A parser would turn a bare one into a line feed.
            case '\r' -> out.append("&#13;");
            default -> out.appendCodePoint(isXml(c) ? c : '\uFFFD');
        }
    }

    /** XML 1.0 has no way to write the others, not even escaped. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
}
