package dev.taly.activity.app.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTableTest {
    @TempDir
    private Path temp;

    @Test
    void clean_leavesNothing_alsoOfAnOwnerThatStillWrites() throws InterruptedException {
        Path directory = temp.resolve("table");
        CountDownLatch begun = new CountDownLatch(1);
        Thread owner = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                write(directory.resolve("spill"), i);
                begun.countDown();
            }
        });
        owner.start();
        begun.await();

        ScratchTable.clean(directory, owner);

        owner.join();
        assertThat(directory).doesNotExist();
    }

    @Test
    void close_removesTheTable() {
        Path directory;
        try (ScratchTable scratch = ScratchTable.create()) {
            directory = scratch.directory();
            assertThat(scratch.table().directory()).hasParent(directory).exists();
        }

        assertThat(directory).doesNotExist();
    }

    private static void write(Path folder, int number) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(number + ".tmp"), "x");
        } catch (FileSystemException e) {
            // Removed in between, which is the point; it comes again with the next write.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
