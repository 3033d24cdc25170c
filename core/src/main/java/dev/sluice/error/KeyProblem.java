package dev.sluice.error;

/** Why there is no key. */
public enum KeyProblem {
    /** The environment variable is not set, or empty. */
    NOT_SET,
    /** What was found is empty, or looks like a raw key and is none. */
    UNUSABLE,
    /** The file is missing, too large or cannot be read. */
    FILE_UNREADABLE,
    /** The file is not of its format, or not a SOPS file. */
    FILE_MALFORMED,
    /** The file holds no value of that name. */
    NAME_NOT_FOUND,
    /** The value stands in the file in clear text. */
    NOT_ENCRYPTED,
    /** No age identity was found in any of the places that SOPS looks in. */
    NO_IDENTITY,
    /** No identity that was found belongs to a recipient of the file. */
    NO_MATCHING_RECIPIENT,
    /** A value was changed or moved after it was encrypted. */
    TAMPERED,
    /** Values were added, removed or put in another order: the file's message authentication code does not fit them. */
    MAC_MISMATCH,
    /** The program that has to decrypt the file is not installed. */
    PROGRAM_MISSING,
    /** The program that had to decrypt the file failed. */
    PROGRAM_FAILED,
    /** A library that reads such files is not on the class path. */
    LIBRARY_MISSING
}
