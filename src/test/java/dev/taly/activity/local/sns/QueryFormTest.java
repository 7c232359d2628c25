package dev.taly.activity.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueryFormTest {
    @Test
    void parse_decodesNamesAndValues() {
        QueryForm form =
                QueryForm.parse("Action=Publish&Message=%7B%22a%22%3A+%C3%A9%F0%9F%98%80%26%3D%7D&Empty=&Bare");

        assertThat(form.get("Action")).isEqualTo("Publish");
        assertThat(form.get("Message")).isEqualTo("{\"a\": é😀&=}");
        assertThat(form.get("Empty")).isEmpty();
        assertThat(form.get("Bare")).isEmpty();
        assertThat(form.find("Other")).isEmpty();
    }

    @Test
    void parse_keepsAnEqualsSignInAValue() {
        assertThat(QueryForm.parse("A=b=c").get("A")).isEqualTo("b=c");
    }

    @Test
    void members_areInTheOrderOfTheirNumbersEvenPastNine() {
        StringBuilder form = new StringBuilder("L.member.1.Id=1");
        for (int i = 11; i > 1; i--) {
            form.append("&L.member.").append(i).append(".Id=").append(i);
        }

        assertThat(QueryForm.parse(form.toString()).members("L"))
                .extracting(member -> member.get("Id"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    }

    @Test
    void members_haveListsAndMapsOfTheirOwn() {
        QueryForm form = QueryForm.parse("L.member.1.M.entry.1.key=a&L.member.1.M.entry.1.value=1"
                + "&L.member.2.M.entry.1.key=b&L.member.2.M.entry.1.value=2&L.member.2.T.member.1=x");

        assertThat(form.members("L").get(0).map("M")).containsEntry("a", "1").hasSize(1);
        assertThat(form.members("L").get(1).map("M")).containsEntry("b", "2").hasSize(1);
        assertThat(form.members("L").get(1).texts("T")).containsExactly("x");
    }

    @Test
    void members_ofAnEmptyListAreNone() {
        assertThat(QueryForm.parse("L=").members("L")).isEmpty();
    }

    @Test
    void get_namesWhatIsMissing() {
        assertThatThrownBy(() -> QueryForm.parse("").get("TopicArn")).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.code()).isEqualTo("ValidationError");
            assertThat(e.text()).contains("'topicArn'");
        });
    }

    @Test
    void parse_refusesABrokenEscapeAndANameThatComesTwice() {
        assertThatThrownBy(() -> QueryForm.parse("A=%zz")).isInstanceOf(SnsException.class);
        assertThatThrownBy(() -> QueryForm.parse("A=%2")).isInstanceOf(SnsException.class);
        assertThatThrownBy(() -> QueryForm.parse("A=1&A=2")).isInstanceOf(SnsException.class);
    }
}
