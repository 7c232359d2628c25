package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.OutsideTool;
import dev.taly.activity.Skip;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellcheckIT {
    @ParameterizedTest
    @ValueSource(strings = {"scripts/activity", "scripts/deploy"})
    void script_isCleanByShellcheck(String script) {
        Optional<OutsideTool> shellcheck = OutsideTool.onPath("shellcheck");
        Skip.unless(shellcheck.isPresent(), "no shellcheck here: install it");

        assertThat(shellcheck.get().run("", script).out()).isEmpty();
    }
}
