package dev.sluice.sqlite;

/**
 * In which format a file is encrypted. Left out are those of SQLite3 Multiple Ciphers that protect too little: RC4 is
 * broken, and the AES-128 of wxSQLite3 makes its keys with MD5.
 */
public enum Cipher {
    /** SQLCipher 4: AES-256 in CBC mode, HMAC-SHA-512 of each page, keys by 256,000 rounds of PBKDF2. */
    SQLCIPHER4,
    /** SQLCipher 3: AES-256 in CBC mode, HMAC-SHA-1 of each page, keys by 64,000 rounds of PBKDF2. */
    SQLCIPHER3,
    /** ChaCha20 with Poly1305 for each page, keys by 64,007 rounds of PBKDF2; faster than SQLCipher's. */
    CHACHA20,
    /** wxSQLite3's AES-256 in CBC mode, for existing files: nothing shows that a page was tampered with, and keys have no salt. */
    AES256CBC
}
