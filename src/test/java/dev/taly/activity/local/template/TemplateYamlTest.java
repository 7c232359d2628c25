package dev.taly.activity.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplateYamlTest {
    @Test
    void shortTags_becomeTheirLongForms() {
        assertThat(TemplateYaml.read("""
                        ref: !Ref Queue
                        attribute: !GetAtt Queue.Arn
                        deep: !GetAtt Queue.Outputs.Arn
                        text: !Sub '${AWS::StackName}-queue'
                        list: !GetAtt [Queue, Arn]
                        not: !Not [!Equals [!Ref Topic, '']]
                        condition: !Condition HasTopic
                        """))
                .isEqualTo(Map.of(
                        "ref", Map.of("Ref", "Queue"),
                        "attribute", Map.of("Fn::GetAtt", List.of("Queue", "Arn")),
                        "deep", Map.of("Fn::GetAtt", List.of("Queue", "Outputs.Arn")),
                        "text", Map.of("Fn::Sub", "${AWS::StackName}-queue"),
                        "list", Map.of("Fn::GetAtt", List.of("Queue", "Arn")),
                        "not", Map.of("Fn::Not", List.of(Map.of("Fn::Equals", List.of(Map.of("Ref", "Topic"), "")))),
                        "condition", Map.of("Condition", "HasTopic")));
    }

    @Test
    void scalars_keepTheirKind() {
        assertThat(TemplateYaml.read("{n: 180, q: '180', b: true, f: 0.1, d: 2012-10-17, e: ''}"))
                .isEqualTo(Map.of(
                        "n", 180L, "q", "180", "b", true, "f", new BigDecimal("0.1"), "d", "2012-10-17", "e", ""));
    }

    @Test
    void order_isKept() {
        assertThat(TemplateYaml.read("{c: 1, a: 2, b: 3}"))
                .containsExactly(Map.entry("c", 1L), Map.entry("a", 2L), Map.entry("b", 3L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    '{a: 1, a: 2}'  | template.yaml, line 1: the key a is there twice
                    '{a: }'         | template.yaml, line 1: a value is empty
                    '[a]'           | template.yaml, line 1: is no mapping
                    '{[a]: 1}'      | template.yaml, line 1: a key is no text
                    '{a: '          | template.yaml is no YAML
                    '# nothing'     | template.yaml is empty
                    """)
    void wrongYaml_isOneErrorThatSaysWhere(String yaml, String message) {
        assertThatThrownBy(() -> TemplateYaml.read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
