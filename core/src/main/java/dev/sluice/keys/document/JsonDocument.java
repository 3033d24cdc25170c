package dev.sluice.keys.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON token by token; the only class here that touches Jackson. */
public final class JsonDocument {

    private final JsonParser parser;

    private JsonDocument(JsonParser parser) {
        this.parser = parser;
    }

    /** The one document of a file. @throws MalformedDocument when it is not a JSON object */
    public static List<Branch> read(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            return List.of(new JsonDocument(parser).document());
        } catch (JacksonException malformed) {
            var location = malformed.getLocation();
            throw new MalformedDocument(location == null ? 0 : location.getLineNr(), "is not JSON");
        }
    }

    private Branch document() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedDocument(line(), "must begin with {");
        }
        Branch root = branch(0);
        if (parser.nextToken() != null) {
            throw new MalformedDocument(line(), "goes on after the end of the JSON object");
        }
        return root;
    }

    private Branch branch(int above) {
        int depth = Depth.below(above, line());
        Branch branch = new Branch();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int line = line();
            parser.nextToken();
            branch.add(name, node(depth), line);
        }
        return branch;
    }

    private Node node(int depth) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> branch(depth);
            case START_ARRAY -> items(depth);
            case VALUE_STRING -> Leaf.string(parser.getString());
            case VALUE_NUMBER_INT -> Leaf.other(integer(parser.getBigIntegerValue()));
            case VALUE_NUMBER_FLOAT -> Leaf.other(Decimals.plain(parser.getDoubleValue()));
            case VALUE_TRUE -> Leaf.other("True");
            case VALUE_FALSE -> Leaf.other("False");
            default -> Leaf.none();
        };
    }

    private Items items(int above) {
        int depth = Depth.below(above, line());
        List<Node> nodes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            nodes.add(node(depth));
        }
        return new Items(nodes);
    }

    private static String integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? value.toString() : Decimals.plain(value.doubleValue());
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
