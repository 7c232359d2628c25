package dev.taly.activity.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.OutsideTool;
import dev.taly.activity.Skip;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** <a href="https://github.com/aws-cloudformation/cfn-lint">cfn-lint</a> has nothing to say; skipped where it is not installed. */
final class CfnLintIT {
    private OutsideTool lint;

    @BeforeEach
    void find() {
        Optional<OutsideTool> found = OutsideTool.onPath("cfn-lint");
        Skip.unless(found.isPresent(), "no cfn-lint here: pip install cfn-lint");
        lint = found.orElseThrow();
    }

    @Test
    void template_hasNoFindings() {
        assertThat(lint.run("", "template.yaml").out()).isEmpty();
    }

    /** The transform makes resources that nobody wrote, and properties of others. */
    @Test
    void transformedTemplate_hasNoFindings(@TempDir Path directory) throws IOException {
        Optional<SamTransform> transform = SamTransform.find();
        Skip.unless(transform.isPresent(), "no Python with SAM's transform here: pip install aws-sam-translator");
        Path transformed = Files.writeString(
                directory.resolve("transformed.json"), transform.get().ofTheTemplate());

        assertThat(lint.run("", transformed.toString()).out()).isEmpty();
    }

    @Test
    void mistake_isFound(@TempDir Path directory) throws IOException {
        Mutation mistake = Mutation.set("-", "Outputs/QueueUrl/Value", Map.of("Ref", "Queu"));
        Path broken = Files.writeString(
                directory.resolve("broken.json"),
                new JsonMapper()
                        .writeValueAsString(
                                mistake.applyTo(DeploymentTemplate.shipped().tree())));

        assertThat(lint.run("", broken.toString()).out()).contains("'Queu'");
    }
}
