package dev.sluice.settings;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML as text values with their lines; the only class here that touches snakeyaml-engine. Nothing is constructed from
 * the document, so its types and tags mean nothing here: the setting reads the text.
 */
final class YamlReader {

    private final String place;
    private final FileKeys keys;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader(String place) {
        this.place = place;
        this.keys = new FileKeys(place);
    }

    static List<Given> read(String text, String place) {
        YamlReader reader = new YamlReader(place);
        reader.compose(text).ifPresent(root -> reader.mapping("", root));
        return reader.keys.given();
    }

    private Optional<Node> compose(String text) {
        try {
            // The core schema, because people write null as ~ too.
            LoadSettings core =
                    LoadSettings.builder().setSchema(new CoreSchema()).build();
            return new Composer(core, new ParserImpl(core, new StreamReader(core, text))).getSingleNode();
        } catch (MarkedYamlEngineException malformed) {
            // Its message quotes the line, which may hold a password: it is neither shown nor kept as the cause.
            throw refused(malformed.getProblemMark(), "is not YAML");
        } catch (YamlEngineException malformed) {
            throw refused(Optional.empty(), "is not YAML");
        }
    }

    private void mapping(String prefix, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw refused(node.getStartMark(), "must hold keys and values");
        }
        if (!seen.add(node)) {
            throw refused(node.getStartMark(), "is used a second time through an alias (*); write it out");
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw refused(entry.getKeyNode().getStartMark(), "is a key that is not text");
            }
            String key = prefix + name.getValue();
            if (FileKeys.isOurs(key)) {
                value(key, entry.getValueNode(), lineOf(name.getStartMark()));
            }
        }
    }

    private void value(String key, Node node, int line) {
        if (node instanceof MappingNode) {
            mapping(key + ".", node);
        } else if (node instanceof ScalarNode scalar) {
            boolean unset = scalar.getTag().equals(Tag.NULL);
            keys.add(key, unset ? Optional.empty() : Optional.of(scalar.getValue()), line);
        } else {
            throw refused(node.getStartMark(), "is a list; settings have one value");
        }
    }

    private static int lineOf(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }

    private RuntimeException refused(Optional<Mark> mark, String problem) {
        String line = mark.isEmpty() ? "it " : "line " + lineOf(mark) + " ";
        return SettingFile.refused(place, "is not well-formed: " + line + problem);
    }
}
