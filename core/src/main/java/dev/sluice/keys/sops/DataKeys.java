package dev.sluice.keys.sops;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import dev.sluice.keys.age.AgeEnvelope;
import dev.sluice.keys.age.AgeIdentities;
import dev.sluice.keys.age.WrappedKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Unwraps a file's data key with age identities. */
final class DataKeys {

    private final String place;
    private final Metadata metadata;
    private final AgeIdentities identities;

    DataKeys(String place, Metadata metadata, AgeIdentities identities) {
        this.place = place;
        this.metadata = metadata;
        this.identities = identities;
    }

    /**
     * The data key, or empty when none of the identities, or not enough of them, are recipients'.
     *
     * @throws KeyException when a wrapped key was changed
     */
    Optional<DataKey> unwrap() {
        identities.load();
        List<byte[]> parts = new ArrayList<>();
        try {
            metadata.groups().forEach(group -> addPart(group, parts));
            boolean shared = metadata.groups().size() > 1;
            if (parts.isEmpty() || shared && parts.size() < metadata.threshold()) {
                return Optional.empty();
            }
            byte[] key = shared ? Shares.combine(parts) : parts.get(0).clone();
            if (key == null || key.length != DataKey.LENGTH) {
                throw damaged();
            }
            return Optional.of(new DataKey(key));
        } finally {
            parts.forEach(part -> Arrays.fill(part, (byte) 0));
        }
    }

    private void addPart(KeyGroup group, List<byte[]> parts) {
        byte[] part = open(group, 0);
        Set<String> asked = new HashSet<>();
        for (WrappedKey wrapped : group.age()) {
            int known = identities.all().size();
            if (part == null && asked.add(wrapped.recipient()) && identities.loadByCommand(wrapped.recipient())) {
                part = open(group, known);
            }
        }
        if (part != null) {
            parts.add(part);
        }
    }

    private byte @Nullable [] open(KeyGroup group, int firstIdentity) {
        List<char[]> all = identities.all();
        boolean changed = false;
        for (WrappedKey wrapped : group.age()) {
            for (char[] identity : all.subList(firstIdentity, all.size())) {
                try {
                    byte[] part = AgeEnvelope.open(wrapped, identity);
                    if (part != null) {
                        return part;
                    }
                } catch (GeneralSecurityException | RuntimeException damaged) {
                    changed = true;
                }
            }
        }
        if (changed) {
            throw damaged();
        }
        return null;
    }

    private KeyException damaged() {
        return new KeyException(
                KeyProblem.TAMPERED,
                place
                        + " is damaged: its data key, under sops.age or sops.key_groups, was changed since SOPS wrapped it;"
                        + " restore the file");
    }
}
