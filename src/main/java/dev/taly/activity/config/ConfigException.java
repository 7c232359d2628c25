package dev.taly.activity.config;

/** A file that people write is wrong. The message says which, and what is wrong with it, for who wrote it; it quotes no value. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
