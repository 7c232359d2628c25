package dev.taly.activity.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.local.lambda.SourceMapping;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeploymentTemplateTest {
    private static final String YAML = """
            Parameters:
              Window: { Type: Number, Default: 5 }
              Size: { Type: Number, Default: '1000' }
              Catalogue: { Type: String, Default: open }
              NoDefault: { Type: String }
            Resources:
              Subscription: { Properties: { RawMessageDelivery: true } }
              Queue:
                Properties:
                  VisibilityTimeout: 660
                  RedrivePolicy: { maxReceiveCount: 3 }
              ConsumerSource:
                Properties:
                  BatchSize: !Ref Size
                  MaximumBatchingWindowInSeconds: !Ref Window
                  FunctionResponseTypes: [ReportBatchItemFailures]
                  ScalingConfig: { MaximumConcurrency: 4 }
              Consumer:
                Properties:
                  Timeout: 60
                  Environment:
                    Variables:
                      BUCKET: !Ref Bucket
                      QUEUE: !GetAtt Queue.Arn
                      CATALOGUE: !Ref Catalogue
                      LITERAL: 16
            """;

    @Test
    void numbers_areRead_andResourcesOfATypeCounted() {
        DeploymentTemplate template = DeploymentTemplate.of("""
            Parameters: {Days: {Default: 30}}
            Resources:
              Keep: {Type: A, Properties: {Rule: {Days: !Ref Days}}}
              One: {Type: B}
              Two: {Type: B, Condition: Sometimes}
            """);

        assertThat(template.number("Keep", "Rule", "Days")).isEqualTo(30);
        assertThat(template.resourcesOf("B")).isEqualTo(2);
        assertThatThrownBy(() -> template.number("Keep", "Rule", "Hours"))
                .hasMessage("template.yaml: Resources.Keep.Properties.Rule.Hours is missing");
    }

    @Test
    void sourceMapping_isWhatTheTemplateSays_parametersByTheirDefaults() {
        assertThat(DeploymentTemplate.of(YAML).sourceMapping())
                .isEqualTo(new SourceMapping(
                        true,
                        Duration.ofSeconds(660),
                        3,
                        1000,
                        Duration.ofSeconds(5),
                        4,
                        true,
                        Duration.ofSeconds(60)));
    }

    @Test
    void sourceMapping_seesThatFailuresAreNotReported() {
        String yaml = YAML.replace("[ReportBatchItemFailures]", "[]").replace("Delivery: true", "Delivery: false");
        SourceMapping mapping = DeploymentTemplate.of(yaml).sourceMapping();

        assertThat(mapping.reportBatchItemFailures()).isFalse();
        assertThat(mapping.rawDelivery()).isFalse();
    }

    @Test
    void functionEnvironment_takesLiteralsAndDefaults_andTheCallersValuesForResources() {
        Map<String, String> local = Map.of("Bucket", "activity-log", "Queue.Arn", "arn:local");

        assertThat(DeploymentTemplate.of(YAML).functionEnvironment(local))
                .containsExactly(
                        Map.entry("BUCKET", "activity-log"),
                        Map.entry("QUEUE", "arn:local"),
                        Map.entry("CATALOGUE", "open"),
                        Map.entry("LITERAL", "16"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    VisibilityTimeout: 660 | Visibility: 1 | Resources.Queue.Properties.VisibilityTimeout is missing
                    VisibilityTimeout: 660 | VisibilityTimeout: long | Resources.Queue.Properties.VisibilityTimeout must be a whole number, but is long
                    VisibilityTimeout: 660 | VisibilityTimeout: 43201 | Resources.Queue.Properties.VisibilityTimeout must be from 0 to 43200, but is 43201
                    maxReceiveCount: 3 | maxReceiveCount: 0 | Resources.Queue.Properties.RedrivePolicy.maxReceiveCount must be from 1 to 1000, but is 0
                    { maxReceiveCount: 3 } | here | Resources.Queue.Properties.RedrivePolicy must be a mapping, but is here
                    RawMessageDelivery: true | RawMessageDelivery: yes | Resources.Subscription.Properties.RawMessageDelivery must be true or false, but is yes
                    [ReportBatchItemFailures] | ReportBatchItemFailures | Resources.ConsumerSource.Properties.FunctionResponseTypes must be a list, but is ReportBatchItemFailures
                    FunctionResponseTypes | FilterCriteria | Resources.ConsumerSource.Properties.FilterCriteria must be absent, as Lambda deletes what a filter does not match, but is [ReportBatchItemFailures]
                    !Ref Size | !Ref NoDefault | Parameters.NoDefault.Default is missing
                    !Ref Size | !Ref Nothing | Resources.ConsumerSource.Properties.BatchSize must be a whole number, but is {Ref=Nothing}
                    """)
    void sourceMapping_ofAWrongTemplate_isOneErrorThatNamesThePath(String from, String to, String message) {
        assertThat(YAML).contains(from);
        DeploymentTemplate template = DeploymentTemplate.of(YAML.replace(from, to));

        assertThatThrownBy(template::sourceMapping)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("template.yaml: " + message);
    }

    @Test
    void functionEnvironment_withoutAValueForAResource_namesTheVariable() {
        assertThatThrownBy(() -> DeploymentTemplate.of(YAML).functionEnvironment(Map.of("Bucket", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("template.yaml: Resources.Consumer.Properties.Environment.Variables.QUEUE must be a text, a"
                        + " parameter or one of the resources [Bucket], but is {Fn::GetAtt=[Queue, Arn]}");
    }

    @Test
    void functionEnvironment_refusesOtherFunctions() {
        DeploymentTemplate template = DeploymentTemplate.of(YAML.replace("!Ref Bucket", "!Sub '${Bucket}'"));

        assertThatThrownBy(() -> template.functionEnvironment(Map.of("Bucket", "b", "Queue.Arn", "q")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Variables.BUCKET must be");
    }

    @Test
    void sourceMapping_refusesATimeoutThatLambdaRefuses() {
        DeploymentTemplate template =
                DeploymentTemplate.of(YAML.replace("VisibilityTimeout: 660", "VisibilityTimeout: 59"));

        assertThatThrownBy(template::sourceMapping)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("visibilityTimeout must not be shorter than functionTimeout");
    }

    @Test
    void aWindow_canBeShorter_notLonger() {
        SourceMapping mapping = DeploymentTemplate.of(YAML).sourceMapping();

        assertThat(mapping.waitingAtMost(Duration.ofSeconds(2)).window()).isEqualTo(Duration.ofSeconds(2));
        assertThat(mapping.waitingAtMost(Duration.ofMinutes(2))).isEqualTo(mapping);
    }

    @Test
    void shippedTemplate_isRead() {
        DeploymentTemplate shipped = DeploymentTemplate.shipped();

        assertThat(shipped.sourceMapping().rawDelivery()).isTrue();
        assertThat(shipped.sourceMapping().reportBatchItemFailures()).isTrue();
        assertThat(shipped.functionEnvironment(Map.of(
                        DeploymentTemplate.BUCKET, "activity-log",
                        DeploymentTemplate.DEAD_LETTER_QUEUE, "http://dlq",
                        DeploymentTemplate.PSEUDONYM_KEYS, "keys.json")))
                .containsEntry("BUCKET", "activity-log")
                .containsEntry("DLQ_URL", "http://dlq")
                .containsEntry("ACTION_CATALOGUE", "open");
    }
}
