package dev.taly.activity.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.taly.activity.ingest.TokenSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A JSON file of tokens, changed at once or not at all. */
record TokenFile(Path path) {
    /**
     * Adds an entry; makes the file, for its owner alone, where there is none.
     *
     * @throws IllegalArgumentException if the file is none of tokens in JSON, or would no longer be one: its name is there already
     */
    void add(String entry) throws IOException {
        if (!path.toString().endsWith(".json")) {
            throw new IllegalArgumentException(path + " must end in .json; add the entry to another file by hand");
        }
        Path lock = target().resolveSibling("." + target().getFileName() + ".lock");
        // The file itself is replaced, so it can't be what two of these wait for.
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Objects.requireNonNull(held, "no lock");
            addAlone(entry);
        }
    }

    private void addAlone(String entry) throws IOException {
        JsonMapper mapper = new JsonMapper();
        String before = "{\"tokens\":[]}";
        if (Files.exists(path)) {
            TokenSet.read(path);
            before = Files.readString(path);
        }
        JsonNode tree = mapper.readTree(before);
        ((ArrayNode) tree.path("tokens")).add(mapper.readTree(entry));
        String after = tree.toPrettyString() + "\n";
        TokenSet.parse(path.toString(), after);
        write(after);
    }

    private Path target() throws IOException {
        return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    }

    /** A temporary file is its owner's alone; an existing file keeps its owner and rights, or is left as it is. */
    private void write(String text) throws IOException {
        Path target = target();
        Path draft = Files.createTempFile(target.getParent(), ".tokens", ".tmp");
        try {
            Files.writeString(draft, text);
            if (Files.exists(target)) {
                if (!Files.getOwner(target).equals(Files.getOwner(draft))) {
                    Files.setOwner(draft, Files.getOwner(target));
                }
                Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(target));
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
