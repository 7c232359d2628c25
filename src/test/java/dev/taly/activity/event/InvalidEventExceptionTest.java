package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class InvalidEventExceptionTest {
    private final InvalidEventException exception = catchThrowableOfType(
            InvalidEventException.class,
            () -> ActivityEventTest.minimal().action("Bad").build());

    @Test
    void message_holdsCodePlaceAndSentence() {
        assertThat(exception)
                .hasMessage(
                        "invalid_field at '/action': " + exception.rejection().message());
    }

    @Test
    void stackTrace_leadsADeveloperToTheirOwnLine() {
        assertThat(exception.getStackTrace())
                .extracting(StackTraceElement::getClassName)
                .contains(getClass().getName());
    }

    @Test
    void rejection_survivesSerialization() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((InvalidEventException) in.readObject()).rejection()).isEqualTo(exception.rejection());
        }
    }
}
