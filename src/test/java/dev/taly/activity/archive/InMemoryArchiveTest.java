package dev.taly.activity.archive;

final class InMemoryArchiveTest extends ArchiveContractTest {
    @Override
    ObjectStore emptyStore() {
        return new InMemoryObjectStore();
    }
}
