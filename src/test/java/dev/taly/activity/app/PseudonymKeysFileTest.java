package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class PseudonymKeysFileTest {
    @TempDir
    private Path directory;

    @Test
    void findOrMake_makesKeysOnceAndLeavesNothingElse() throws IOException {
        assertThat(PseudonymKeysFile.find(directory.resolve("new"))).isEmpty();

        String first = PseudonymKeysFile.findOrMake(directory.resolve("new")).pseudonym("acme", "Anna");

        assertThat(PseudonymKeysFile.findOrMake(directory.resolve("new")).pseudonym("acme", "Anna"))
                .isEqualTo(first);
        assertThat(PseudonymKeysFile.find(directory.resolve("new")).map(keys -> keys.pseudonym("acme", "Anna")))
                .contains(first);
        assertThat(PseudonymKeysFile.passing().pseudonym("acme", "Anna")).isNotEqualTo(first);
        try (var files = Files.list(directory.resolve("new"))) {
            assertThat(files).containsExactly(directory.resolve("new").resolve(PseudonymKeysFile.NAME));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void file_isItsOwnersAlone() throws IOException {
        PseudonymKeysFile.findOrMake(directory);

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve(PseudonymKeysFile.NAME))))
                .isEqualTo("rw-------");
    }

    @Test
    void file_thatIsNoneIsNeverReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve(PseudonymKeysFile.NAME), "{\"current\":\"hunter2\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PseudonymKeysFile.findOrMake(directory))
                .withMessageContaining("/current must be the id of one of the keys")
                .withMessageNotContaining("hunter2");
        assertThat(file).hasContent("{\"current\":\"hunter2\"}");
    }
}
