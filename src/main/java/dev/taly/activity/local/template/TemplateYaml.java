package dev.taly.activity.local.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a CloudFormation template into unmodifiable maps, lists, strings, numbers and booleans. CloudFormation's short tags
 * become their long forms: {@code !Ref X} is {@code {Ref: X}}, {@code !GetAtt X.Arn} is {@code {Fn::GetAtt: [X, Arn]}}.
 */
final class TemplateYaml {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setLabel("template.yaml").build();

    private TemplateYaml() {}

    /**
     * Reads a whole template.
     *
     * @throws IllegalArgumentException if it is no mapping, has a key twice or a value that is empty; says where
     */
    static Map<String, Object> read(String yaml) {
        Node root;
        try {
            root = new Compose(SETTINGS)
                    .composeString(yaml)
                    .orElseThrow(() -> new IllegalArgumentException("template.yaml is empty"));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("template.yaml is no YAML: " + e.getMessage(), e);
        }
        if (!(root instanceof MappingNode mapping)) {
            throw wrong(root, "is no mapping");
        }
        return mapping(mapping);
    }

    private static Object value(Node node) {
        String tag = node.getTag().getValue();
        // A standard tag is a URI, tag:yaml.org,2002:…
        return tag.startsWith("!") ? function(tag.substring(1), node) : plain(node);
    }

    private static Map<String, Object> function(String name, Node node) {
        if (name.equals("Ref") || name.equals("Condition")) {
            return Map.of(name, plain(node));
        }
        if (name.equals("GetAtt") && node instanceof ScalarNode scalar) {
            return Map.of("Fn::GetAtt", List.of(scalar.getValue().split("\\.", 2)));
        }
        return Map.of("Fn::" + name, plain(node));
    }

    private static Object plain(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(item)));
            return Collections.unmodifiableList(items);
        }
        return scalar((ScalarNode) node);
    }

    private static Map<String, Object> mapping(MappingNode node) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(entry.getKeyNode(), "a key is no text");
            }
            if (entries.putIfAbsent(key.getValue(), value(entry.getValueNode())) != null) {
                throw wrong(key, "the key " + key.getValue() + " is there twice");
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private static Object scalar(ScalarNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.INT)) {
            return Long.valueOf(node.getValue());
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(node.getValue());
        }
        if (tag.equals(Tag.FLOAT)) {
            return new BigDecimal(node.getValue());
        }
        if (tag.equals(Tag.NULL)) {
            throw wrong(node, "a value is empty");
        }
        return node.getValue();
    }

    private static IllegalArgumentException wrong(Node node, String problem) {
        String line = node.getStartMark()
                .map(mark -> ", line " + (mark.getLine() + 1))
                .orElse("");
        return new IllegalArgumentException("template.yaml" + line + ": " + problem);
    }
}
