package dev.sluice.keys.sops;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import dev.sluice.keys.document.Leaf;
import dev.sluice.keys.document.NamePath;
import dev.sluice.keys.system.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Has the program {@code sops} decrypt one value, for key services that are not known here. It verifies the file's code. */
final class SopsProgram {

    private static final int CANNOT_DECRYPT_TREE = 25;
    private static final int MAC_MISMATCH = 51;
    private static final int MAC_NOT_FOUND = 52;
    private static final int NO_KEY = 128;

    private final String place;
    private final Program program;

    SopsProgram(String place, Program program) {
        this.place = place;
        this.program = program;
    }

    /**
     * The value's text, which the caller wipes.
     *
     * @param why for whom the file is encrypted, for messages
     * @throws KeyException when the program is missing or fails
     */
    byte[] value(Path file, SopsFormat format, NamePath path, String why) {
        Path sops = program.find("sops")
                .orElseThrow(() -> new KeyException(
                        KeyProblem.PROGRAM_MISSING,
                        place + " " + why + ", which needs the program sops, and that is not on the PATH;"
                                + " install it from https://getsops.io, or encrypt the file for an age recipient too"));
        List<String> arguments = List.of(
                "--decrypt",
                "--input-type",
                format.option(),
                "--extract",
                extract(path.steps()),
                file.toAbsolutePath().toString());
        try {
            return withoutLineEnd(program.run(sops, arguments, Map.of()), path.leaf());
        } catch (Program.ExitException failed) {
            throw failed(failed.code());
        } catch (IOException failed) {
            throw failed("did not start, did not end within its time, or was ended");
        }
    }

    private String extract(List<Object> steps) {
        StringBuilder out = new StringBuilder();
        for (Object step : steps) {
            if (step instanceof Integer) {
                out.append('[').append(step).append(']');
            } else if (step.toString().matches("[^\\[\\]\"'\\\\\\p{Cntrl}]+")) {
                out.append("[\"").append(step).append("\"]");
            } else {
                throw failed("cannot be asked for a name with brackets, quotes or backslashes in it; rename the key");
            }
        }
        return out.toString();
    }

    /** The program ends what is not text with a line's end of its own. */
    private static byte[] withoutLineEnd(byte[] output, Leaf leaf) {
        boolean text = leaf.text().endsWith(",type:str]");
        if (text || output.length == 0 || output[output.length - 1] != '\n') {
            return output;
        }
        byte[] shorter = Arrays.copyOf(output, output.length - 1);
        Arrays.fill(output, (byte) 0);
        return shorter;
    }

    private KeyException failed(int exit) {
        return switch (exit) {
            case MAC_MISMATCH, MAC_NOT_FOUND ->
                new KeyException(
                        KeyProblem.MAC_MISMATCH,
                        place + " is damaged: the program sops says that its message authentication code does not fit;"
                                + " restore the file");
            case CANNOT_DECRYPT_TREE ->
                new KeyException(
                        KeyProblem.TAMPERED,
                        place + " is damaged: the program sops cannot decrypt its values; restore the file");
            case NO_KEY ->
                new KeyException(
                        KeyProblem.NO_MATCHING_RECIPIENT,
                        place
                                + " cannot be decrypted: the program sops finds no key for it; run sops decrypt on the file"
                                + " to see which services it asks");
            default -> failed("ended with exit code " + exit);
        };
    }

    private KeyException failed(String how) {
        return new KeyException(
                KeyProblem.PROGRAM_FAILED,
                place + " cannot be decrypted: the program sops " + how + "; run sops decrypt on the file to see why");
    }
}
