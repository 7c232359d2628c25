package dev.taly.activity.app.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A topic leaves out what it can tell, and no event that is wanted. */
final class TapFilterTest {
    @Test
    void everyEvent_needsNoPolicy() {
        assertThat(TapFilter.all().policy()).isEmpty();
    }

    @Test
    void fields_areThoseOfTheBody() {
        TapFilter filter =
                new TapFilter(Set.of("globex", "acme"), Set.of("say \"hi\""), Set.of("user_login"), Set.of("failure"));

        assertThat(filter.policy())
                .contains("{\"tenantId\":[\"acme\",\"globex\"],\"actorId\":[\"say \\\"hi\\\"\"],"
                        + "\"action\":[\"user_login\"],\"outcome\":[\"failure\"]}");
    }

    @Test
    void moreCombinationsThanATopicTakes_areLeftToTheReader() {
        Set<String> many = IntStream.range(0, 100).mapToObj(i -> "t" + i).collect(Collectors.toSet());
        Set<String> tooMany = IntStream.range(0, 151).mapToObj(i -> "t" + i).collect(Collectors.toSet());

        assertThat(new TapFilter(tooMany, Set.of(), Set.of(), Set.of()).policy())
                .isEmpty();
        assertThat(new TapFilter(many, Set.of("a", "b"), Set.of("user_login"), Set.of()).policy())
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("\"t99\"")
                        .doesNotContain("actorId")
                        .contains("\"action\":[\"user_login\"]"));
    }
}
