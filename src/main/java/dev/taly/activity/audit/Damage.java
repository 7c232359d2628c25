package dev.taly.activity.audit;

/**
 * Something in the archive that could not be read, or is not what it must be. The rest is read all the same.
 *
 * @param key the object's
 * @param line its number, from 1; 0 for the object as a whole
 * @param message what is wrong, as the rest of a sentence, without any of the line's text
 */
public record Damage(String key, long line, String message) {
    @Override
    public String toString() {
        return line == 0 ? key + " " + message : key + ", line " + line + " " + message;
    }
}
