package dev.taly.activity.app.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What a function works with, made in two stages when it is first needed, so that the function starts in no time.
 *
 * <p>The first stage is knowledge: what files of settings say. Nothing of it is secret, random, or goes by the time, so it may
 * be in a snapshot of which many functions are restored. The second stage is the works: clients and their connections,
 * credentials, secrets, ids, generators of random numbers, clocks, threads. A snapshot never holds any: they are made after each
 * restore.
 *
 * <p>Before a snapshot a rehearsal runs with works of its own, which touch nothing real. If it fails, the function is slower, and
 * its log says why; knowledge that cannot be read fails the snapshot, and so the deployment. Where no snapshots are taken, the
 * first invocation makes both stages, and one after it tries again what failed. Safe for any number of threads.
 *
 * @param <K> the knowledge
 * @param <W> the works
 */
public final class Staged<K, W> implements Supplier<W>, Resource {
    /** Lambda's own. */
    static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";

    static final String SNAP_START = "snap-start";

    private final Supplier<K> knowledge;
    private final Function<K, W> works;
    private final Rehearsal<K> rehearsal;
    private final Consumer<W> waking;
    private @Nullable K known;
    private @Nullable W working;

    /** Acts as if, with works of its own. */
    @FunctionalInterface
    public interface Rehearsal<K> {
        void rehearse(K knowledge) throws Exception;
    }

    private Staged(Supplier<K> knowledge, Function<K, W> works, Rehearsal<K> rehearsal, Consumer<W> waking) {
        this.knowledge = requireNonNull(knowledge, "knowledge is null");
        this.works = requireNonNull(works, "works is null");
        this.rehearsal = requireNonNull(rehearsal, "rehearsal is null");
        this.waking = requireNonNull(waking, "waking is null");
    }

    /**
     * Both stages, neither of which is made yet. Where that environment is one of which Lambda takes a snapshot, they are told of
     * it. The function has to keep what it gets: Lambda's runtime does not.
     *
     * @param waking what is done with the works after a restore, such as opening a connection; it may fail
     */
    public static <K, W> Staged<K, W> of(
            Map<String, String> environment,
            Supplier<K> knowledge,
            Function<K, W> works,
            Rehearsal<K> rehearsal,
            Consumer<W> waking) {
        Staged<K, W> staged = new Staged<>(knowledge, works, rehearsal, waking);
        // Elsewhere not even the classes of the hooks are loaded.
        if (SNAP_START.equals(environment.get(INITIALIZATION_TYPE))) {
            Core.getGlobalContext().register(staged);
        }
        return staged;
    }

    /** The works. */
    @Override
    public synchronized W get() {
        W made = working;
        if (made == null) {
            made = works.apply(known());
            working = made;
        }
        return made;
    }

    private K known() {
        K read = known;
        if (read == null) {
            read = knowledge.get();
            known = read;
        }
        return read;
    }

    @Override
    public synchronized void beforeCheckpoint(Context<? extends Resource> context) {
        K read = known();
        try {
            rehearsal.rehearse(read);
            Compilation.awaitIdle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            LoggerFactory.getLogger(Staged.class).warn("the rehearsal failed, so the first invocation will be slow", e);
        }
    }

    /** Never fails: what could not be made is tried again by the first invocation, which then says what is wrong. */
    @Override
    public synchronized void afterRestore(Context<? extends Resource> context) {
        working = null;
        try {
            waking.accept(get());
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Staged.class).warn("what was restored is not ready yet", e);
        }
    }
}
