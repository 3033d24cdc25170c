package dev.sluice.keys.sops;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import dev.sluice.error.Printable;
import dev.sluice.keys.age.AgeIdentities;
import dev.sluice.keys.document.Branch;
import dev.sluice.keys.document.MalformedDocument;
import dev.sluice.keys.document.NamePath;
import dev.sluice.keys.system.Program;
import dev.sluice.keys.system.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A file that SOPS encrypted. Reading it blocks. */
public final class SopsFile {

    /** A key service may have to be asked over the network, or a person. */
    private static final Duration PROGRAM_TIMEOUT = Duration.ofSeconds(60);

    private final Path file;
    private final Map<String, String> environment;
    private final String place;
    private final SopsFormat format;

    /** Names a file, and the environment whose identities and programs decrypt it. Reads nothing yet. */
    public SopsFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
        this.place = "SOPS file " + Printable.escape(file.toString());
        this.format = SopsFormat.of(file);
    }

    /**
     * Decrypts the file and returns one value, in UTF-8; the caller wipes it.
     *
     * @param name its name at the top, or its path with dots
     * @throws KeyException when there is no such value, or it cannot be decrypted or trusted
     */
    public byte[] value(String name) {
        try {
            List<Branch> documents = format.read(text());
            Metadata metadata = metadata(documents);
            NamePath path = documents.isEmpty() ? null : format.find(documents.get(0), name);
            if (path == null || path.leaf().isNull()) {
                throw new KeyException(
                        KeyProblem.NAME_NOT_FOUND,
                        place + " holds no value named " + Printable.excerpt(name)
                                + "; look for its name or path (such as database.key) in the file");
            }
            return decrypted(documents, metadata, path);
        } catch (MalformedDocument malformed) {
            throw new KeyException(
                    KeyProblem.FILE_MALFORMED,
                    place + " cannot be read as " + format.option() + ": " + malformed.getMessage());
        } catch (NoClassDefFoundError missing) {
            throw missingLibrary(missing);
        }
    }

    private String text() {
        try {
            if (Files.isDirectory(file)) {
                throw unreadable("is a directory; name a file");
            }
            if (Files.notExists(file)) {
                throw unreadable("does not exist; check the path");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(SmallFile.read(file)))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new KeyException(KeyProblem.FILE_MALFORMED, place + " is not UTF-8 text; restore the file");
        } catch (IOException unreadable) {
            throw unreadable("cannot be read or is larger than 1 MiB; check the path and its permissions");
        }
    }

    private KeyException unreadable(String problem) {
        return new KeyException(KeyProblem.FILE_UNREADABLE, place + " " + problem);
    }

    /** Takes SOPS's part out of every document; the first one's counts. */
    private Metadata metadata(List<Branch> documents) {
        List<Optional<Branch>> parts = documents.stream()
                .map(document -> Optional.ofNullable(format.takeMetadata(document)))
                .toList();
        Branch first = parts.isEmpty() ? null : parts.get(0).orElse(null);
        if (first == null) {
            throw new MalformedDocument(0, "has no part called sops, so that SOPS did not encrypt it");
        }
        return Metadata.read(first);
    }

    private byte[] decrypted(List<Branch> documents, Metadata metadata, NamePath path) {
        Program program = new Program(environment, PROGRAM_TIMEOUT);
        try (AgeIdentities identities = new AgeIdentities(environment, program)) {
            Optional<DataKey> unwrapped = new DataKeys(place, metadata, identities).unwrap();
            if (unwrapped.isPresent()) {
                try (DataKey key = unwrapped.get()) {
                    return new Verification(place, metadata, key, path.leaf()).value(documents);
                }
            }
            Set<String> others = new TreeSet<>(metadata.otherServices().keySet());
            if (others.isEmpty() && !identities.hasForeign()) {
                throw noIdentity(metadata, identities);
            }
            return new SopsProgram(place, program).value(file, format, path, why(metadata, identities, others));
        }
    }

    private static String why(Metadata metadata, AgeIdentities identities, Set<String> others) {
        boolean age = metadata.groups().stream().anyMatch(group -> !group.age().isEmpty());
        return "is encrypted for " + String.join(", ", others)
                + (age && !others.isEmpty() ? " and " : "")
                + (age ? "age recipients of whom no plain identity was found" : "")
                + identities.problems();
    }

    private KeyException noIdentity(Metadata metadata, AgeIdentities identities) {
        if (identities.all().isEmpty()) {
            return new KeyException(
                    KeyProblem.NO_IDENTITY,
                    place + " cannot be decrypted: no age identity was found" + identities.problems() + "; looked in "
                            + identities.searched() + "; set SOPS_AGE_KEY_FILE to the file of one");
        }
        long recipients = metadata.groups().stream()
                .mapToLong(group -> group.age().size())
                .sum();
        boolean shared = metadata.groups().size() > 1;
        return new KeyException(
                KeyProblem.NO_MATCHING_RECIPIENT,
                place + " cannot be decrypted: " + (shared ? "too few" : "none") + " of its " + recipients
                        + " age recipients belong to the identities that were found ("
                        + identities.all().size() + ")"
                        + identities.problems()
                        + (shared
                                ? "; " + metadata.threshold() + " of its "
                                        + metadata.groups().size() + " key groups are needed"
                                : "")
                        + "; give an identity of a recipient listed under sops.age, or encrypt the file for yours");
    }

    private KeyException missingLibrary(NoClassDefFoundError missing) {
        String named = String.valueOf(missing.getMessage());
        String library = named.contains("jagged") ? "com.exceptionfactory.jagged:jagged-x25519" : format.library();
        return new KeyException(
                KeyProblem.LIBRARY_MISSING,
                place + " cannot be decrypted: " + library + " is not on the class path; add it");
    }
}
