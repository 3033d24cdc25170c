package dev.sluice.keys.sops;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import dev.sluice.error.Printable;
import dev.sluice.keys.document.Branch;
import dev.sluice.keys.document.Items;
import dev.sluice.keys.document.Leaf;
import dev.sluice.keys.document.Node;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts all of a file to compute its message authentication code, and keeps one value. The code is SHA-512 over the
 * decrypted values in the document's order; nulls and comments are no part of it.
 */
final class Verification {

    /** SHA-256 of "sops", which codes over encrypted values only begin with. */
    private static final byte[] ONLY_ENCRYPTED =
            HexFormat.of().parseHex("8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69");

    private final String place;
    private final Metadata metadata;
    private final DataKey key;
    private final Leaf wanted;
    private final MessageDigest digest;
    private byte @Nullable [] kept;

    Verification(String place, Metadata metadata, DataKey key, Leaf wanted) {
        this.place = place;
        this.metadata = metadata;
        this.key = key;
        this.wanted = wanted;
        this.digest = sha512();
        if (metadata.macOnlyEncrypted()) {
            digest.update(ONLY_ENCRYPTED);
        }
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no SHA-512", impossible);
        }
    }

    /**
     * The wanted value, once everything is verified; the caller wipes it.
     *
     * @throws KeyException when any value of the file was changed, or the wanted one is not encrypted
     */
    byte[] value(List<Branch> documents) {
        try {
            documents.forEach(document -> node(document, List.of()));
            requireMac();
        } catch (RuntimeException refused) {
            if (kept != null) {
                Arrays.fill(kept, (byte) 0);
            }
            throw refused;
        }
        return kept == null ? new byte[0] : kept;
    }

    private void node(Node node, List<String> path) {
        if (node instanceof Branch branch) {
            branch.nodes().forEach((name, part) -> node(part, with(path, name)));
        } else if (node instanceof Items items) {
            items.nodes().forEach(item -> node(item, path));
        } else if (node instanceof Leaf leaf && !leaf.isNull()) {
            leaf(leaf, path);
        }
    }

    private static List<String> with(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private void leaf(Leaf leaf, List<String> path) {
        if (metadata.coverage().encrypts(path, leaf)) {
            // Empty text is left as it is.
            if (!leaf.isString() || !leaf.text().isEmpty()) {
                encrypted(leaf, path);
            }
            return;
        }
        if (leaf == wanted) {
            throw new KeyException(
                    KeyProblem.NOT_ENCRYPTED,
                    place + " holds " + printed(path)
                            + " in clear text; change the file's rule about what is encrypted,"
                            + " and the key, which everybody who has the file knows");
        }
        if (!metadata.macOnlyEncrypted()) {
            digest.update(leaf.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void encrypted(Leaf leaf, List<String> path) {
        EncryptedValue value;
        byte[] decrypted;
        try {
            value = EncryptedValue.parse(leaf.text());
            decrypted = value.decrypt(key, String.join(":", path) + ":");
        } catch (GeneralSecurityException changed) {
            throw new KeyException(
                    KeyProblem.TAMPERED,
                    place + " is damaged: the value of " + printed(path)
                            + " was changed or moved since SOPS encrypted it; restore the file");
        }
        try {
            if (!value.isComment()) {
                digest.update(value.canonical(decrypted));
            }
            if (leaf == wanted) {
                requireText(value, path);
                kept = decrypted.clone();
            }
        } finally {
            Arrays.fill(decrypted, (byte) 0);
        }
    }

    private void requireText(EncryptedValue value, List<String> path) {
        if (!value.isText()) {
            throw new KeyException(
                    KeyProblem.UNUSABLE,
                    place + " holds a value of type " + value.type() + " as " + printed(path)
                            + "; a key is text: put it in quotes");
        }
    }

    private void requireMac() {
        byte[] computed =
                HexFormat.of().withUpperCase().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        byte[] stored;
        try {
            stored = EncryptedValue.parse(metadata.mac()).decrypt(key, metadata.lastModified());
        } catch (GeneralSecurityException changed) {
            throw mismatch(
                    "its message authentication code or the time in sops.lastmodified was changed or is missing");
        }
        if (!MessageDigest.isEqual(computed, stored)) {
            throw mismatch("values were added, removed, reordered or changed since SOPS encrypted it");
        }
    }

    private KeyException mismatch(String what) {
        return new KeyException(KeyProblem.MAC_MISMATCH, place + " is damaged: " + what + "; restore the file");
    }

    private static String printed(List<String> path) {
        return Printable.excerpt(String.join(".", path));
    }
}
