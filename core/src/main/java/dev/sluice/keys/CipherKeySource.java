package dev.sluice.keys;

/** Where the settings say that a database's key is, in the order in which they are looked at. */
public enum CipherKeySource {
    /** In the settings themselves. */
    PASSPHRASE,
    /** In an environment variable. */
    ENV,
    /** In a file that SOPS encrypted. */
    SOPS
}
