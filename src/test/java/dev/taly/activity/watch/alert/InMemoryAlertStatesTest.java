package dev.taly.activity.watch.alert;

final class InMemoryAlertStatesTest extends AlertStatesContractTest {
    @Override
    AlertStates none() {
        return new InMemoryAlertStates();
    }
}
