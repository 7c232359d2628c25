package dev.taly.activity.app.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StopSignalTest {
    private final Console console = new Console(
            InputStream.nullInputStream(),
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(new StringWriter(), true),
            false,
            false,
            false,
            false,
            80,
            false);

    @Test
    void exit_waitsUntilTheWorkIsOver() throws InterruptedException {
        StopSignal signal = StopSignal.listen(console);
        AtomicBoolean told = new AtomicBoolean();
        AtomicBoolean toldBeforeTheEnd = new AtomicBoolean();
        Thread exit = new Thread(() -> {
            signal.onExit();
            toldBeforeTheEnd.set(told.get());
        });
        exit.start();

        signal.sleep(Duration.ofMinutes(5));
        assertThat(signal.getAsBoolean()).isTrue();
        told.set(true);
        signal.close();
        exit.join();

        assertThat(toldBeforeTheEnd).isTrue();
    }

    @Test
    void exitWhileSomebodyIsAsked_releasesAndDoesNotWait() {
        AtomicBoolean released = new AtomicBoolean();
        try (StopSignal signal = StopSignal.listen(console)) {
            signal.asking(
                    () -> {
                        signal.onExit();
                        return true;
                    },
                    () -> released.set(true));
        }

        assertThat(released).isTrue();
    }

    @Test
    void signalThatNobodyGives_stopsNothing() {
        try (StopSignal signal = StopSignal.listen(console)) {
            assertThat(signal.getAsBoolean()).isFalse();
        }
    }
}
