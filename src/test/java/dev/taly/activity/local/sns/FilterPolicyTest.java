package dev.taly.activity.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taly.activity.local.sns.FilterPolicy.Scope;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The event is told as JSON; in the scope of attributes it becomes String, Number and String.Array. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // exact
                "{'a':['x']}                                | {'a':'x'}              | true",
                "{'a':['x']}                                | {'a':'X'}              | false",
                "{'a':['x']}                                | {'b':'x'}              | false",
                "{'a':['x']}                                | {'a':['z','x']}        | true",
                "{'a':['x']}                                | {'a':['z']}            | false",
                "{'a':['x','y']}                            | {'a':'y'}              | true",
                "{'a':['x'],'b':['y']}                      | {'a':'x','b':'y'}      | true",
                "{'a':['x'],'b':['y']}                      | {'a':'x'}              | false",
                "{'a':['é😀']}                              | {'a':'é😀'}            | true",
                "{'a':[1]}                                  | {'a':1.0}              | true",
                "{'a':[1]}                                  | {'a':'1'}              | false",
                "{'a':['1']}                                | {'a':1}                | false",
                "{'a':[1]}                                  | {'a':[3,1]}            | true",
                "{'a':[true]}                               | {'a':[true]}           | true",
                "{'a':[null]}                               | {'a':[null]}           | true",
                // prefix and suffix
                "{'a':[{'prefix':'au'}]}                    | {'a':'auto'}           | true",
                "{'a':[{'prefix':'au'}]}                    | {'a':'tau'}            | false",
                "{'a':[{'prefix':'au'}]}                    | {'a':['x','auto']}     | true",
                "{'a':[{'suffix':'.png'}]}                  | {'a':'x.png'}          | true",
                "{'a':[{'suffix':'.png'}]}                  | {'a':'x.png.txt'}      | false",
                // anything-but
                "{'a':[{'anything-but':'x'}]}               | {'a':'y'}              | true",
                "{'a':[{'anything-but':'x'}]}               | {'a':'x'}              | false",
                "{'a':[{'anything-but':'x'}]}               | {'b':'y'}              | false",
                "{'a':[{'anything-but':['x','y']}]}         | {'a':'y'}              | false",
                "{'a':[{'anything-but':['x','y']}]}         | {'a':['x','z']}        | true",
                "{'a':[{'anything-but':['x','y']}]}         | {'a':['x','y']}        | false",
                "{'a':[{'anything-but':[1,2]}]}             | {'a':2.0}              | false",
                "{'a':[{'anything-but':[1,2]}]}             | {'a':3}                | true",
                "{'a':[{'anything-but':{'prefix':'au'}}]}   | {'a':'auto'}           | false",
                "{'a':[{'anything-but':{'prefix':'au'}}]}   | {'a':'bus'}            | true",
                // numeric
                "{'a':[{'numeric':['=',301.5]}]}            | {'a':301.50}           | true",
                "{'a':[{'numeric':['=',301.5]}]}            | {'a':301.6}            | false",
                "{'a':[{'numeric':['=',301.5]}]}            | {'a':'301.5'}          | false",
                "{'a':[{'numeric':['<',0]}]}                | {'a':-1e-5}            | true",
                "{'a':[{'numeric':['<',0]}]}                | {'a':0}                | false",
                "{'a':[{'numeric':['<=',0]}]}               | {'a':0}                | true",
                "{'a':[{'numeric':['>=',-5]}]}              | {'a':-5}               | true",
                "{'a':[{'numeric':['>',0,'<=',150]}]}       | {'a':150}              | true",
                "{'a':[{'numeric':['>',0,'<=',150]}]}       | {'a':0}                | false",
                "{'a':[{'numeric':['>',0,'<=',150]}]}       | {'a':[-1,7]}           | true",
                "{'a':[{'numeric':['>',0,'<=',150]}]}       | {'a':[-1,151]}         | false",
                // exists
                "{'a':[{'exists':true}]}                    | {'a':'x'}              | true",
                "{'a':[{'exists':true}]}                    | {'a':7}                | true",
                "{'a':[{'exists':true}]}                    | {'b':'x'}              | false",
                "{'a':[{'exists':false}]}                   | {'b':'x'}              | true",
                "{'a':[{'exists':false}]}                   | {'a':'x'}              | false",
                "{'a':[{'exists':false}]}                   | {}                     | true",
                "{'a':['x',{'exists':false}]}               | {'b':'y'}              | true",
                // equals-ignore-case
                "{'a':[{'equals-ignore-case':'TeNNis'}]}    | {'a':'tennis'}         | true",
                "{'a':[{'equals-ignore-case':'TeNNis'}]}    | {'a':'tenni'}          | false",
                // cidr
                "{'a':[{'cidr':'10.0.0.0/24'}]}             | {'a':'10.0.0.255'}     | true",
                "{'a':[{'cidr':'10.0.0.0/24'}]}             | {'a':'10.0.1.0'}       | false",
                // $or
                "{'$or':[{'a':['x']},{'b':[{'numeric':['>',5]}]}]}           | {'a':'x'}         | true",
                "{'$or':[{'a':['x']},{'b':[{'numeric':['>',5]}]}]}           | {'a':'z','b':6}   | true",
                "{'$or':[{'a':['x']},{'b':[{'numeric':['>',5]}]}]}           | {'a':'z','b':5}   | false",
                "{'c':['y'],'$or':[{'a':['x']},{'b':['x']}]}                 | {'a':'x'}         | false",
                "{'c':['y'],'$or':[{'a':['x']},{'b':['x']}]}                 | {'c':'y','b':'x'} | true",
            })
    void matches_everyOperatorInBothScopes(String policy, String event, boolean expected) throws IOException {
        Message message = new Message("id", json(event), Optional.empty(), attributes(json(event)), Optional.empty());

        for (Scope scope : Scope.values()) {
            assertThat(policy(policy, scope).matches(message)).as(scope.wire()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'o':{'k':[{'prefix':'auto-'}],'n':[{'exists':false}]}} | {'o':{'k':'auto-1'}}                  | true",
                "{'o':{'k':[{'prefix':'auto-'}],'n':[{'exists':false}]}} | {'o':{'k':'auto-1','n':1}}            | false",
                "{'r':{'k':['x'],'e':['put']}}                           | {'r':[{'k':'x','e':'put'}]}           | true",
                "{'r':{'k':['x'],'e':['put']}}                           | {'r':[{'k':'x'},{'e':'put'}]}         | false",
                "{'r':{'k':['x']}}                                       | {'r':[[{'k':'x'}]]}                   | true",
                "{'o.k':['x']}                                           | {'o':{'k':'x'}}                       | true",
                "{'a':[true]}                                            | {'a':true}                            | true",
                "{'a':[true]}                                            | {'a':'true'}                          | false",
                "{'a':[null]}                                            | {'a':null}                            | true",
                "{'a':[{'exists':true}]}                                 | {'a':{'b':1}}                         | false",
                "{'d':{'s':['v'],'$or':[{'x':[1]},{'y':[2]}]}}           | {'d':{'s':'v','y':2}}                 | true",
                "{'d':{'s':['v'],'$or':[{'x':[1]},{'y':[2]}]}}           | {'d':{'y':2}}                         | false",
                "{'a':['x']}                                             | plain text                            | false",
                "{'a':['x']}                                             | 'a'                                   | false",
                "{'a':['x']}                                             | [{'a':'x'}]                           | false",
                "{'a':['x']}                                             | {'a':'x'} trailing                    | false",
                "{'a':[{'exists':false}]}                                | plain text                            | false",
                "{'a':[1]}                                               | {'a':1e999999999}                     | false",
            })
    void matches_bodies(String policy, String body, boolean expected) {
        Message message = new Message("id", json(body), Optional.empty(), Map.of(), Optional.empty());

        assertThat(policy(policy, Scope.MESSAGE_BODY).matches(message)).isEqualTo(expected);
    }

    @Test
    void matches_noBodyThatIsTooDeep() {
        String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);
        Message message = new Message("id", deep, Optional.empty(), Map.of(), Optional.empty());

        assertThat(policy("{'b':[{'exists':false}]}", Scope.MESSAGE_BODY).matches(message))
                .isFalse();
    }

    @Test
    void matches_asIfABinaryAttributeWereNotThere() {
        Map<String, MessageAttribute> attributes = Map.of("a", new MessageAttribute("Binary", "AAEC"));
        Message message = new Message("id", "x", Optional.empty(), attributes, Optional.empty());

        assertThat(policy("{'a':[{'exists':true}]}", Scope.MESSAGE_ATTRIBUTES).matches(message))
                .isFalse();
        assertThat(policy("{'a':[{'exists':false}]}", Scope.MESSAGE_ATTRIBUTES).matches(message))
                .isTrue();
    }

    @Test
    void matches_attributesOfTypesOfTheSendersOwn() {
        Map<String, MessageAttribute> attributes =
                Map.of("n", new MessageAttribute("Number.int", "7"), "s", new MessageAttribute("String.mine", "x"));
        Message message = new Message("id", "x", Optional.empty(), attributes, Optional.empty());

        assertThat(policy("{'n':[7],'s':['x']}", Scope.MESSAGE_ATTRIBUTES).matches(message))
                .isTrue();
    }

    @Test
    void matches_aHugeNumberQuickly() {
        Map<String, MessageAttribute> attributes = Map.of("a", new MessageAttribute("Number", "1e999999999"));
        Message message = new Message("id", "x", Optional.empty(), attributes, Optional.empty());

        assertThat(policy("{'a':[{'numeric':['>',1]}]}", Scope.MESSAGE_ATTRIBUTES)
                        .matches(message))
                .isFalse();
    }

    @Test
    void compile_takesAnEmptyPolicyForNone() {
        assertThat(FilterPolicy.compile("{}", Scope.MESSAGE_BODY, "")).isEmpty();
        assertThat(FilterPolicy.compile("", Scope.MESSAGE_BODY, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                            | failed to parse JSON",
                "{'a':['x']} trailing                         | failed to parse JSON",
                "['a']                                        | Filter is not an object",
                "'a'                                          | Filter is not an object",
                "{'a':'x'}                                    | `\"a\" must be an object or an array`",
                "{'a':[]}                                     | Empty arrays are not allowed",
                "{'a':[['x']]}                                | Match value must be String, number, true, false, or null",
                "{'a':[{'wrong':true}]}                       | Unrecognized match type wrong",
                "{'a':[{'suffix':'x','prefix':'y'}]}          | Only one key allowed in match expression",
                "{'a':[{'suffix':100}]}                       | suffix match pattern must be a string",
                "{'a':[{'prefix':['x']}]}                     | prefix match pattern must be a string",
                "{'a':[{'numeric':[]}]}                       | Invalid member in numeric match: ]",
                "{'a':[{'numeric':['=','000']}]}              | Value of equals must be numeric",
                "{'a':[{'numeric':['<',100,'>',10]}]}         | Too many elements in numeric expression",
                "{'a':[{'numeric':['>',3,'<',1]}]}            | Bottom must be less than top",
                "{'a':[{'numeric':['>',20,'<',30,'<',50]}]}   | Too many terms in numeric range expression",
                "{'a':[{'numeric':['>',1000000001]}]}         | between -1000000000 and 1000000000",
                "{'a':[-1000000000.5]}                        | between -1000000000 and 1000000000",
                "{'a':[1e999999999]}                          | between -1000000000 and 1000000000",
                "{'a':[{'anything-but':[1,1000000001]}]}      | between -1000000000 and 1000000000",
                "{'a':[{'exists':'no'}]}                      | exists match pattern must be either true or false.",
                "{'a':[{'anything-but':{'suffix':'x'}}]}      | Unsupported anything-but pattern: suffix",
                "{'a':[{'anything-but':{'prefix':false}}]}    | Value of anything-but must be",
                "{'a':[{'anything-but':{'prefix':['x']}}]}    | prefix match pattern must be a string",
                // Ruler would take these, SNS knows none of them.
                "{'a':[{'wildcard':'x*'}]}                    | Unrecognized match type wildcard",
                "{'a':[{'exactly':'x'}]}                      | Unrecognized match type exactly",
                "{'a':[{'anything-but':{'wildcard':'x*'}}]}   | Unsupported anything-but pattern: wildcard",
                "{'a':[{'prefix':{'equals-ignore-case':'x'}}]}| prefix match pattern must be a string",
                "{'$or':[{'a':['x']}]}                        | There must have at least 2 Objects in $or relationship",
            })
    void compile_refusesAnInvalidPolicyInBothScopes(String policy, String why) {
        for (Scope scope : Scope.values()) {
            assertThatThrownBy(() -> policy(policy, scope)).isInstanceOfSatisfying(SnsException.class, e -> {
                assertThat(e.code()).isEqualTo("InvalidParameter");
                assertThat(e.text())
                        .startsWith("Invalid parameter: Attributes Reason: FilterPolicy: ")
                        .contains(why);
            });
        }
    }

    @Test
    void compile_refusesNestingOnlyForAttributes() {
        String nested = "{'a':{'b':['x']}}";

        assertThat(policy(nested, Scope.MESSAGE_BODY)).isNotNull();
        assertThatThrownBy(() -> policy(nested, Scope.MESSAGE_ATTRIBUTES)).hasMessageContaining("nested");
    }

    @Test
    void compile_countsLeafKeys() {
        assertThat(policy("{'a':[1],'b':[1],'c':[1],'d':[1],'e':[1]}", Scope.MESSAGE_BODY))
                .isNotNull();
        assertThat(policy("{'a':{'b':[1],'c':[1],'d':[1]},'e':[1],'f':[1]}", Scope.MESSAGE_BODY))
                .isNotNull();
        assertThatThrownBy(() -> policy("{'a':[1],'b':[1],'c':[1],'d':[1],'e':[1],'f':[1]}", Scope.MESSAGE_BODY))
                .hasMessageContaining("more than 5 keys");
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 151})
    void compile_limitsTheCombinations(int values) {
        String policy = "{\"a\":["
                + IntStream.range(0, values).mapToObj(Integer::toString).collect(Collectors.joining(",")) + "]}";

        if (values <= 150) {
            assertThat(policy(policy, Scope.MESSAGE_BODY)).isNotNull();
        } else {
            assertThatThrownBy(() -> policy(policy, Scope.MESSAGE_BODY)).hasMessageContaining("too complex");
        }
    }

    /** AWS's own example: 4 × 3 levels, times 3 × 2 levels. */
    @Test
    void compile_multipliesCombinationsByDepthAndAddsAlternatives() {
        assertThat(policy("{'a':{'b':{'c':[1,2,3,4]}},'d':{'e':[1,2,3]}}", Scope.MESSAGE_BODY))
                .isNotNull();
        assertThatThrownBy(() -> policy("{'a':{'b':{'c':[1,2,3,4]}},'d':{'e':[1,2,3,4,5,6,7]}}", Scope.MESSAGE_BODY))
                .hasMessageContaining("too complex");
        // 4×6 + 4×4×4 + 4×4×4 = 152, and 150 with one value less in the last place
        String or = "{'s':[1,2,3,4],'$or':[{'m':[1,2,3,4,5,6]},"
                + "{'t':[1,2,3,4],'$or':[{'i':[1,2,3,4]},{'p':[1,2,3%s]}]}]}";
        assertThatThrownBy(() -> policy(or.formatted(",4"), Scope.MESSAGE_ATTRIBUTES))
                .hasMessageContaining("too complex");
        assertThat(policy(or.formatted(""), Scope.MESSAGE_ATTRIBUTES)).isNotNull();
    }

    private static FilterPolicy policy(String policy, Scope scope) {
        return FilterPolicy.compile(json(policy), scope, "Attributes Reason: ").orElseThrow();
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private static Map<String, MessageAttribute> attributes(String json) throws IOException {
        Map<String, MessageAttribute> attributes = new HashMap<>();
        JSON.readTree(json)
                .properties()
                .forEach(property -> attributes.put(property.getKey(), attribute(property.getValue())));
        return attributes;
    }

    private static MessageAttribute attribute(JsonNode value) {
        if (value.isArray()) {
            return new MessageAttribute("String.Array", value.toString());
        }
        return value.isNumber()
                ? new MessageAttribute("Number", value.asText())
                : MessageAttribute.text(value.textValue());
    }
}
