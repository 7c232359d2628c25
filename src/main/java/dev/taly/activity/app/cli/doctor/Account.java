package dev.taly.activity.app.cli.doctor;

/** Answers questions: AWS, an emulator, or a test. */
interface Account {
    /**
     * Asks.
     *
     * @throws UnansweredException if there is no answer
     */
    <T> T ask(Question<T> question);
}
