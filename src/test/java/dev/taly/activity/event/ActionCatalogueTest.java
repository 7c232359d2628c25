package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionCatalogueTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_login",
                "login_failed",
                "appointment_created",
                "appointment_cancelled",
                "payment_processed",
                "subscription_upgraded",
                "profile_updated",
                "domain_configured"
            })
    void shipped_knowsEveryUseCase(String action) {
        assertThat(ActionCatalogue.shipped().find(action))
                .hasValueSatisfying(known -> assertThat(known.name()).isEqualTo(action));
    }

    @Test
    void shipped_describesEachActionInOneSentence() {
        assertThat(ActionCatalogue.shipped().actions())
                .isNotEmpty()
                .allSatisfy(action ->
                        assertThat(action.description()).as(action.name()).matches("[A-Z][^.]*\\."));
    }

    @Test
    void shipped_usesEachLevelSoThatAlertsHaveSomethingToGoBy() {
        assertThat(ActionCatalogue.shipped().actions())
                .extracting(ActionCatalogue.Action::level)
                .contains(Level.values());
        assertThat(ActionCatalogue.shipped().find("login_failed"))
                .hasValueSatisfying(action -> assertThat(action.level()).isEqualTo(Level.WARN));
    }

    @Test
    void classOf_tellsWhatKindOfActionItIs() {
        assertThat(ActionCatalogue.shipped().classOf("login_failed")).isEqualTo("security");
        assertThat(ActionCatalogue.shipped().classOf("never_heard_of")).isEqualTo(ActionCatalogue.OTHER_CLASS);
    }

    @Test
    void find_isEmptyForAnythingElse() {
        assertThat(ActionCatalogue.shipped().find("User_login")).isEmpty();
        assertThat(ActionCatalogue.shipped().find("")).isEmpty();
    }

    @Test
    void read_keepsTheOrderOfTheFile() throws IOException {
        ActionCatalogue catalogue = read("""
                {"actions": {"b": {"description": "B.", "level": "critical"}, "a": {"level": "warn", "class": "security", "description": "A."}}}
                """);

        assertThat(catalogue.actions())
                .containsExactly(
                        new ActionCatalogue.Action("b", Level.CRITICAL, "other", "B."),
                        new ActionCatalogue.Action("a", Level.WARN, "security", "A."));
    }

    @Test
    void read_takesAnEmptyCatalogue() throws IOException {
        assertThat(read("{\"actions\": {}}").actions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "a_b | {'level': 'high', 'description': 'A.'} | must have a level",
                "a_b | {'level': 'INFO', 'description': 'A.'} | must have a level",
                "a_b | {'description': 'A.'}                  | must have a level",
                "a_b | {'level': 'info'}                      | must have a description",
                "a_b | {'level': 'info', 'description': ' '}  | must have a description",
                "a_b | {'level': 1, 'description': 'A.'}      | must hold texts only",
                "a_b | {'level': null, 'description': 'A.'}   | must hold texts only",
                "a_b | {'level': {}, 'description': 'A.'}     | must hold texts only",
                "a_b | {'level': 'info', 'color': 'red'}      | must hold level, class and description only",
                "a_b | {'level': 'info', 'level': 'warn', 'description': 'A.'} | must hold level once",
                "a_b | {'level': 'info', 'class': 'A b', 'description': 'A.'} | must have a class that is",
                "a_b | {'level': 'info', 'class': 'a', 'class': 'b', 'description': 'A.'} | must hold class once",
                "a_b | []                                     | must be an object",
                "a_b | 'info'                                 | must be an object",
                "A-B | {'level': 'info', 'description': 'A.'} | must be at most 64 characters: lower-case words",
                "a__b | {'level': 'info', 'description': 'A.'} | must be at most 64 characters: lower-case words",
            })
    void read_namesTheEntryThatIsWrong(String name, String entry, String rule) {
        String json = "{'actions': {'ok': {'level': 'info', 'description': 'Fine.'}, '" + name + "': " + entry + "}}";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(json.replace('\'', '"')))
                .withMessageContaining(name)
                .withMessageContaining(rule);
    }

    @Test
    void read_refusesAnActionTwice() {
        String action = "\"a_b\": {\"level\": \"info\", \"description\": \"A.\"}";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"actions\": {" + action + "," + action + "}}"))
                .withMessageContaining("a_b")
                .withMessageContaining("once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{}",
                "{\"action\": {}}",
                "{\"actions\": []}",
                "{\"actions\": null}",
                "{\"actions\": {}, \"actions\": {}}",
                "{\"actions\": {}, \"more\": 1}"
            })
    void read_refusesAnotherShape(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(json))
                .withMessageStartingWith("action catalogue: ")
                .withMessageContaining("must");
    }

    @Test
    void read_refusesAnEmptyFile() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"actions\": {",
                "{\"actions\": {}",
                "{\"actions\": {}} x",
                "{\"actions\": {}} {}",
                "{'actions': {}}"
            })
    void read_refusesWhatIsNoJsonToItsEnd(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfAny(JsonProcessingException.class, IllegalArgumentException.class);
    }

    private static ActionCatalogue read(String json) throws IOException {
        return ActionCatalogue.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
