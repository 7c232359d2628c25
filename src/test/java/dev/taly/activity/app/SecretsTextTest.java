package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class SecretsTextTest {
    private @Nullable String secret = "first";

    private final SecretsText text = new SecretsText(new StubSecrets(), "arn:secret");

    @Test
    void text_isReadAnewAtEachCall() {
        assertThat(text.get()).isEqualTo("first");
        secret = "second";
        assertThat(text.get()).isEqualTo("second");
    }

    @Test
    void secret_thatIsBinaryIsRefused() {
        secret = null;

        assertThatIllegalArgumentException().isThrownBy(text::get).withMessage("the secret must be a text");
    }

    private final class StubSecrets implements SecretsManagerClient {
        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            assertThat(request.secretId()).isEqualTo("arn:secret");
            return GetSecretValueResponse.builder().secretString(secret).build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }
}
