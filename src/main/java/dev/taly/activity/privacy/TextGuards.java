package dev.taly.activity.privacy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One guard for equal rules. Safe for any number of threads. */
final class TextGuards {
    private final Map<TextRules, TextGuard> guards = new ConcurrentHashMap<>();

    TextGuard of(TextRules rules) {
        return guards.computeIfAbsent(rules, TextGuard::new);
    }
}
