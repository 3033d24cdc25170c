package dev.sluice.keys.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens small armored age files; the only class that touches jagged. */
public final class AgeEnvelope {

    private static final int LARGEST = 256;

    private AgeEnvelope() {}

    /** True for text that is a well-formed X25519 identity. */
    static boolean isIdentity(char[] text) {
        try {
            X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(CharBuffer.wrap(text));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    /**
     * The content, which the caller wipes; null when the identity is not a recipient's.
     *
     * @throws GeneralSecurityException when it is a recipient's, but the file was changed
     */
    public static byte @Nullable [] open(WrappedKey wrapped, char[] identity) throws GeneralSecurityException {
        RecipientStanzaReader reader =
                X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(CharBuffer.wrap(identity));
        byte[] armored = wrapped.envelope().getBytes(StandardCharsets.US_ASCII);
        try (ReadableByteChannel source = Channels.newChannel(new ByteArrayInputStream(armored));
                ReadableByteChannel plain =
                        new ArmoredDecryptingChannelFactory().newDecryptingChannel(source, List.of(reader))) {
            return readAll(plain);
        } catch (UnsupportedRecipientStanzaException another) {
            return null;
        } catch (IOException malformed) {
            throw new GeneralSecurityException("not an age file");
        }
    }

    private static byte[] readAll(ReadableByteChannel plain) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        try {
            int read = 0;
            while (read >= 0 && buffer.hasRemaining()) {
                read = plain.read(buffer);
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        } finally {
            Arrays.fill(buffer.array(), (byte) 0);
        }
    }
}
