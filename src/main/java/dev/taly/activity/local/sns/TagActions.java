package dev.taly.activity.local.sns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tags topics. */
final class TagActions {
    private final Topics topics;
    private final Account account;

    TagActions(Topics topics, Account account) {
        this.topics = topics;
        this.account = account;
    }

    void tag(QueryForm request, XmlWriter result) {
        Map<String, String> added = Tags.read(request);
        change(request, tags -> tags.putAll(added));
    }

    void untag(QueryForm request, XmlWriter result) {
        List<String> removed = request.texts("TagKeys");
        change(request, tags -> tags.keySet().removeAll(removed));
    }

    void list(QueryForm request, XmlWriter result) {
        Topic topic = topics.find(resourceArn(request)).orElseThrow(SnsException::noResource);
        result.open("Tags");
        topic.tags()
                .forEach((key, value) -> result.open("member")
                        .text("Key", key)
                        .text("Value", value)
                        .close("member"));
        result.close("Tags");
    }

    private void change(QueryForm request, Consumer<Map<String, String>> change) {
        Optional<Topic> changed = topics.change(resourceArn(request), topic -> {
            Map<String, String> tags = new LinkedHashMap<>(topic.tags());
            change.accept(tags);
            return topic.withTags(Tags.checked(tags));
        });
        if (changed.isEmpty()) {
            throw SnsException.noResource();
        }
    }

    private String resourceArn(QueryForm request) {
        return account.checkedArn("ResourceArn", request.get("ResourceArn"));
    }
}
