package dev.taly.activity.archive;

final class InMemoryObjectStoreTest extends ObjectStoreContractTest {
    @Override
    ObjectStore emptyStore() {
        return new InMemoryObjectStore();
    }
}
