package dev.taly.activity.app;

import dev.taly.activity.app.snapshot.Encryption;
import dev.taly.activity.app.snapshot.StandIn;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Where rehearsals are: with a stand-in for AWS. All clients that were made for one are closed at its end. */
final class Stage implements AutoCloseable {
    /** A secret that the stand-in knows, as any other. */
    static final String SECRET = "arn:aws:secretsmanager:us-east-1:000000000000:secret:rehearsal";

    /** A queue that is never asked. */
    static final String QUEUE = "https://sqs.us-east-1.amazonaws.com/000000000000/rehearsal";

    /** A topic that the stand-in knows, as any other. */
    static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:rehearsal";

    /** As often as it takes for the compiler to see what is hot. */
    static final int ROUNDS = 250;

    private static final String REGION = "us-east-1";

    private final StandIn standIn;
    private final List<SdkAutoCloseable> clients = new CopyOnWriteArrayList<>();

    private Stage(StandIn standIn) {
        this.standIn = standIn;
    }

    /** @param secret the text of every secret */
    static Stage open(String secret) throws IOException, GeneralSecurityException {
        Encryption.rehearse();
        return new Stage(StandIn.open(secret));
    }

    /** Clients of the stand-in. */
    AwsClients aws() {
        return AwsClients.ofEmulator(standIn.endpoint(), REGION).handingOver(clients::add);
    }

    @Override
    public void close() {
        clients.forEach(SdkAutoCloseable::close);
        standIn.close();
    }
}
