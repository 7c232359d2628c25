package dev.taly.activity.local.sns;

import static dev.taly.activity.local.sns.Sns.QUEUE;
import static dev.taly.activity.local.sns.Sns.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicActionsTest {
    private final Sns sns = Sns.withTopic();

    @Test
    void create_twiceGivesTheSameTopicAndKeepsItsSubscribers() {
        sns.subscribe();

        assertThat(Sns.element("TopicArn", sns.call("CreateTopic", "Name", "activity-events")))
                .isEqualTo(TOPIC);
        assertThat(sns.call("ListSubscriptionsByTopic", "TopicArn", TOPIC)).contains(QUEUE);
    }

    @Test
    void create_againWithOtherAttributesOrTagsIsRefused() {
        assertThatThrownBy(() -> sns.call(
                        "CreateTopic",
                        "Name",
                        "activity-events",
                        "Attributes.entry.1.key",
                        "DisplayName",
                        "Attributes.entry.1.value",
                        "x"))
                .hasMessageContaining("Topic already exists with different attributes");
        assertThatThrownBy(() -> sns.call(
                        "CreateTopic", "Name", "activity-events", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"))
                .hasMessageContaining("Topic already exists with different tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "ä", "topic.fifo"})
    void create_refusesABadName(String name) {
        assertThatThrownBy(() -> sns.call("CreateTopic", "Name", name))
                .hasMessage("InvalidParameter: Invalid parameter: Topic Name");
    }

    @Test
    void create_takesANameOf256CharactersAndNoMore() {
        assertThat(sns.call("CreateTopic", "Name", "x".repeat(256))).contains("TopicArn");
        assertThatThrownBy(() -> sns.call("CreateTopic", "Name", "x".repeat(257)))
                .hasMessageContaining("Topic Name");
        assertThatThrownBy(() -> sns.call("CreateTopic")).hasMessageContaining("'name'");
    }

    @Test
    void attributes_areShownAsSet() {
        sns.subscribe();
        sns.call("SetTopicAttributes", "TopicArn", TOPIC, "AttributeName", "DisplayName", "AttributeValue", "A & B");

        assertThat(sns.call("GetTopicAttributes", "TopicArn", TOPIC))
                .contains("<key>TopicArn</key><value>" + TOPIC + "</value>")
                .contains("<key>Owner</key><value>000000000000</value>")
                .contains("<key>DisplayName</key><value>A &amp; B</value>")
                .contains("<key>SubscriptionsConfirmed</key><value>1</value>")
                .contains("<key>Policy</key>");
    }

    @Test
    void attributes_areChecked() {
        assertThatThrownBy(() -> sns.call("SetTopicAttributes", "TopicArn", TOPIC, "AttributeName", "Nonsense"))
                .hasMessage("InvalidParameter: Invalid parameter: AttributeName");
        assertThatThrownBy(() -> sns.call(
                        "CreateTopic",
                        "Name",
                        "t",
                        "Attributes.entry.1.key",
                        "FifoTopic",
                        "Attributes.entry.1.value",
                        "true"))
                .hasMessageContaining("standard topics only");
        assertThatThrownBy(() -> sns.call("SetTopicAttributes", "TopicArn", TOPIC + "x", "AttributeName", "Policy"))
                .hasMessageContaining("NotFound: Topic does not exist");
    }

    @Test
    void delete_takesTheSubscribersAlongAndMayComeTwice() {
        String subscription = sns.subscribe();

        sns.call("DeleteTopic", "TopicArn", TOPIC);
        sns.call("DeleteTopic", "TopicArn", TOPIC);

        assertThatThrownBy(() -> sns.call("GetSubscriptionAttributes", "SubscriptionArn", subscription))
                .hasMessageContaining("NotFound");
        assertThat(sns.call("ListTopics")).doesNotContain(TOPIC);
        assertThatThrownBy(() -> sns.subscribe()).hasMessageContaining("NotFound: Topic does not exist");
    }

    @Test
    void list_givesEveryTopicOnceOverItsPages() {
        for (int i = 0; i < 200; i++) {
            sns.call("CreateTopic", "Name", "t" + i);
        }
        List<String> names = new ArrayList<>();
        String page = sns.call("ListTopics");
        names.addAll(names(page));
        while (page.contains("<NextToken>")) {
            page = sns.call("ListTopics", "NextToken", Sns.element("NextToken", page));
            names.addAll(names(page));
        }

        assertThat(names).hasSize(201).doesNotHaveDuplicates();
    }

    @Test
    void tags_areKeptAndRemoved() {
        sns.call(
                "TagResource",
                "ResourceArn",
                TOPIC,
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "<core>",
                "Tags.member.2.Key",
                "stage",
                "Tags.member.2.Value",
                "");
        sns.call("TagResource", "ResourceArn", TOPIC, "Tags.member.1.Key", "stage", "Tags.member.1.Value", "dev");
        sns.call("UntagResource", "ResourceArn", TOPIC, "TagKeys.member.1", "team", "TagKeys.member.2", "none");

        assertThat(Sns.element("Tags", sns.call("ListTagsForResource", "ResourceArn", TOPIC)))
                .isEqualTo("<member><Key>stage</Key><Value>dev</Value></member>");
    }

    @Test
    void tags_areLimited() {
        for (int i = 0; i < 50; i++) {
            sns.call("TagResource", "ResourceArn", TOPIC, "Tags.member.1.Key", "k" + i, "Tags.member.1.Value", "v");
        }

        assertThatThrownBy(() -> sns.call(
                        "TagResource", "ResourceArn", TOPIC, "Tags.member.1.Key", "k50", "Tags.member.1.Value", "v"))
                .hasMessageContaining("TagLimitExceeded");
        assertThatThrownBy(() -> sns.call(
                        "TagResource",
                        "ResourceArn",
                        TOPIC,
                        "Tags.member.1.Key",
                        "k",
                        "Tags.member.1.Value",
                        "v",
                        "Tags.member.2.Key",
                        "k",
                        "Tags.member.2.Value",
                        "w"))
                .hasMessageContaining("Duplicated keys");
        assertThatThrownBy(() -> sns.call(
                        "TagResource", "ResourceArn", TOPIC, "Tags.member.1.Key", "aws:k", "Tags.member.1.Value", "v"))
                .hasMessageContaining("InvalidParameter");
        assertThatThrownBy(() -> sns.call("ListTagsForResource", "ResourceArn", TOPIC + "x"))
                .hasMessageContaining("ResourceNotFound");
    }

    @Test
    void actions_thatAreUnknownAreRefused() {
        assertThatThrownBy(() -> sns.call("AddPermission")).hasMessageContaining("InvalidAction");
    }

    private static List<String> names(String page) {
        List<String> names = new ArrayList<>();
        String[] parts = page.split("<TopicArn>", -1);
        for (int i = 1; i < parts.length; i++) {
            names.add(parts[i].substring(0, parts[i].indexOf('<')));
        }
        return names;
    }
}
