package dev.sluice.keys.age;

/**
 * The data key, or a share of it, encrypted for one recipient of age.
 *
 * @param recipient the public key
 * @param envelope the armored age file
 */
public record WrappedKey(String recipient, String envelope) {

    private static final String AGE = "age1";

    /** True for age's own X25519 recipients, which can be decrypted here. */
    public boolean isNative() {
        // Bech32's separator is the last 1: a plugin's name would stand before it.
        return recipient.startsWith(AGE) && recipient.lastIndexOf('1') == AGE.length() - 1;
    }

    /** What kind of recipient it is, for messages. */
    public String kind() {
        if (recipient.startsWith("ssh-")) {
            return "an SSH key";
        }
        return recipient.startsWith("age1pq1") ? "age's post-quantum keys" : "an age plugin";
    }
}
