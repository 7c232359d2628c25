package dev.taly.activity.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.enrich.GeoEnrichment;
import dev.taly.activity.enrich.RolePolicy;
import dev.taly.activity.privacy.PseudonymKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFilesTest {
    @TempDir
    private Path directory;

    @Test
    void in_makesKeysAndSettingsThatWork() throws IOException {
        LocalFiles files = LocalFiles.in(directory.resolve("data"));

        assertThat(PseudonymKeys.of(ConfigFile.read(files.pseudonymKeys())).currentId())
                .isEqualTo("k1");
        assertThat(RolePolicy.of(ConfigFile.read(files.config().resolve("roles.yaml")))
                        .allows("STAFF", "appointment_cancelled"))
                .isTrue();
        assertThat(GeoEnrichment.of(files.config().resolve("geo.mmdb")).name()).isEqualTo("geo");
        try (Stream<Path> left = Files.list(directory.resolve("data"))) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void in_leavesWhatIsThereAsItIs() throws IOException {
        LocalFiles first = LocalFiles.in(directory);
        String keys = Files.readString(first.pseudonymKeys());
        Files.delete(first.config().resolve("geo.mmdb"));

        assertThat(LocalFiles.in(directory)).isEqualTo(first);
        assertThat(Files.readString(first.pseudonymKeys())).isEqualTo(keys);
        assertThat(first.config().resolve("geo.mmdb")).doesNotExist();
    }

    @Test
    void keys_areNeverTheSame() throws IOException {
        Path one = LocalFiles.in(directory.resolve("one")).pseudonymKeys();
        Path other = LocalFiles.in(directory.resolve("other")).pseudonymKeys();

        assertThat(Files.readString(one)).isNotEqualTo(Files.readString(other));
    }
}
