package dev.sluice.keys.document;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML from the parser's events; the only class here that touches snakeyaml-engine. Nothing is constructed:
 * anchors, aliases and tags, which SOPS never writes, are refused.
 */
public final class YamlDocument {

    private static final String TEXT_TAG = "tag:yaml.org,2002:str";

    private final Iterator<Event> events;

    private YamlDocument(String text) {
        LoadSettings settings = LoadSettings.builder().build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /** The documents of a file, one after the other. @throws MalformedDocument when it is not YAML, or not such YAML */
    public static List<Branch> read(String text) {
        try {
            return new YamlDocument(text).documents();
        } catch (MarkedYamlEngineException malformed) {
            throw new MalformedDocument(line(malformed.getProblemMark()), "is not YAML");
        } catch (YamlEngineException malformed) {
            throw new MalformedDocument(0, "is not YAML");
        }
    }

    private List<Branch> documents() {
        List<Branch> documents = new ArrayList<>();
        while (events.hasNext()) {
            if (events.next() instanceof DocumentStartEvent) {
                documents.add(document(node(events.next(), 0)));
            }
        }
        return documents;
    }

    private static Branch document(Node root) {
        if (root instanceof Branch branch) {
            return branch;
        }
        if (root instanceof Leaf leaf && leaf.isNull()) {
            return new Branch();
        }
        throw new MalformedDocument(0, "must hold names and values at the top");
    }

    private Node node(Event event, int depth) {
        if (!(event instanceof NodeEvent node) || node.getAnchor().isPresent()) {
            throw new MalformedDocument(line(event), "uses an anchor (&) or an alias (*); write it out");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        if (event instanceof MappingStartEvent mapping) {
            requireNoTag(mapping.getTag(), event);
            return mapping(Depth.below(depth, line(event)));
        }
        if (event instanceof SequenceStartEvent sequence) {
            requireNoTag(sequence.getTag(), event);
            return sequence(Depth.below(depth, line(event)));
        }
        throw new MalformedDocument(line(event), "uses an anchor (&) or an alias (*); write it out");
    }

    private Branch mapping(int depth) {
        Branch branch = new Branch();
        for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
            if (!(node(key, depth) instanceof Leaf name) || !name.isString()) {
                throw new MalformedDocument(line(key), "has a name that is not text");
            }
            branch.add(name.text(), node(events.next(), depth), line(key));
        }
        return branch;
    }

    private Items sequence(int depth) {
        List<Node> nodes = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            nodes.add(node(event, depth));
        }
        return new Items(nodes);
    }

    private static Leaf scalar(ScalarEvent scalar) {
        boolean tagged = scalar.getTag().filter(tag -> !tag.equals("!")).isPresent();
        if (tagged && !scalar.getTag().equals(Optional.of(TEXT_TAG))) {
            requireNoTag(scalar.getTag(), scalar);
        }
        boolean plain =
                scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getTag().isEmpty();
        return plain ? PlainScalar.read(scalar.getValue()) : Leaf.string(scalar.getValue());
    }

    private static void requireNoTag(Optional<String> tag, Event event) {
        if (tag.isPresent()) {
            throw new MalformedDocument(line(event), "has a tag (!); SOPS writes none");
        }
    }

    private static int line(Event event) {
        return line(event.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }
}
