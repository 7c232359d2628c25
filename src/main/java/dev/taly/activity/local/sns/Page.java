package dev.taly.activity.local.sns;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Writes long lists in pages of 100. The token names the last item written, so that changes between pages do no harm. */
final class Page {
    private static final int SIZE = 100;

    private Page() {}

    /**
     * Writes the page that the request asks for.
     *
     * @param element of the list
     * @param all sorted by the key
     * @param writer of one member
     */
    static <T> void write(
            QueryForm request,
            XmlWriter result,
            String element,
            List<T> all,
            Function<T, String> key,
            Writer<T> writer) {
        String after = request.find("NextToken").map(Page::decode).orElse("");
        List<T> rest = all.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .toList();
        result.open(element);
        for (T item : rest.subList(0, Math.min(rest.size(), SIZE))) {
            writer.write(item, result.open("member"));
            result.close("member");
        }
        result.close(element);
        if (rest.size() > SIZE) {
            result.text("NextToken", encode(key.apply(rest.get(SIZE - 1))));
        }
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsException.invalidParameter("NextToken");
        }
    }

    /** Writes what a member holds. */
    interface Writer<T> {
        void write(T item, XmlWriter member);
    }
}
