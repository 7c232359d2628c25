package dev.taly.activity.app.cli.doctor;

/**
 * A stack to look at, and whom to ask about it.
 *
 * @param services the account's, closed with it
 */
record OpenSite(Site site, Account account, Services services) implements AutoCloseable {
    @Override
    public void close() {
        services.close();
    }
}
