package dev.sluice.keys.sops;

import dev.sluice.keys.document.Branch;
import dev.sluice.keys.document.DotenvDocument;
import dev.sluice.keys.document.IniDocument;
import dev.sluice.keys.document.JsonDocument;
import dev.sluice.keys.document.NamePath;
import dev.sluice.keys.document.YamlDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of SOPS, told by a file's name as SOPS tells them. */
enum SopsFormat {
    YAML("yaml", "org.snakeyaml:snakeyaml-engine"),
    JSON("json", "tools.jackson.core:jackson-databind (3.x)"),
    DOTENV("dotenv", ""),
    INI("ini", ""),
    /** JSON around one value. */
    BINARY("binary", JSON.library);

    private final String option;
    private final String library;

    SopsFormat(String option, String library) {
        this.option = option;
        this.library = library;
    }

    static SopsFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "yaml", "yml" -> YAML;
            case "json" -> JSON;
            case "env" -> DOTENV;
            case "ini" -> INI;
            default -> BINARY;
        };
    }

    /** What the program's {@code --input-type} calls it. */
    String option() {
        return option;
    }

    /** The optional dependency that reads it; empty when none is needed. */
    String library() {
        return library;
    }

    /** The file's documents. @throws MalformedDocument when it is not of this format */
    List<Branch> read(String text) {
        return switch (this) {
            case YAML -> YamlDocument.read(text);
            case JSON, BINARY -> JsonDocument.read(text);
            case DOTENV -> DotenvDocument.read(text);
            case INI -> IniDocument.read(text);
        };
    }

    /** Finds a value by its name or path; null when there is none. */
    @Nullable
    NamePath find(Branch document, String name) {
        NamePath found = NamePath.find(document, name);
        return found == null && this == INI ? NamePath.find(document, IniDocument.DEFAULT, name) : found;
    }

    /** Takes SOPS's own part out of a document; null when it has none. */
    @Nullable
    Branch takeMetadata(Branch document) {
        return switch (this) {
            case YAML, JSON, BINARY -> Metadata.nested(document);
            case DOTENV -> Metadata.prefixed(document);
            case INI -> Metadata.section(document);
        };
    }
}
