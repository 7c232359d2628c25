package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsTransportTest {
    @Test
    void regionOf_readsTheArn() {
        assertThat(SnsTransport.regionOf("arn:aws:sns:eu-central-1:123456789012:activity-events"))
                .isEqualTo("eu-central-1");
        assertThat(SnsTransport.regionOf("arn:aws-us-gov:sns:us-gov-west-1:123456789012:a_B-1"))
                .isEqualTo("us-gov-west-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "activity-events",
                "arn:aws:sqs:us-east-1:123456789012:activity-events",
                "arn:aws:sns::123456789012:activity-events",
                "arn:aws:sns:us-east-1:12345:activity-events",
                "arn:aws:sns:us-east-1:123456789012:",
                "arn:aws:sns:us-east-1:123456789012:activity-events:4711",
                "arn:aws:sns:us-east-1:123456789012:activity.fifo",
                "arn:aws:sns:us-east-1:123456789012:activity-events\n"
            })
    void regionOf_refusesWhatIsNoArnOfAStandardTopic(String arn) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnsTransport.regionOf(arn))
                .withMessage("not the ARN of a standard SNS topic: " + arn);
        assertThatIllegalArgumentException().isThrownBy(() -> ActivityPublisher.toTopic(arn));
    }
}
