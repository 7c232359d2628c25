package dev.taly.activity.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Leaves each key the text that it is written as: a tenant {@code 1.10} is not the number 1.1. */
final class TextKeys extends StandardConstructor {
    TextKeys(LoadSettings settings) {
        super(settings);
    }

    /** A key that is a list or an object. */
    static final class NoTextException extends YamlEngineException {
        private static final long serialVersionUID = 1L;

        NoTextException() {
            super("a key is no text");
        }
    }

    @Override
    protected void constructMapping2ndStep(MappingNode node, Map<Object, Object> mapping) {
        List<NodeTuple> members = new ArrayList<>();
        for (NodeTuple member : node.getValue()) {
            if (!(member.getKeyNode() instanceof ScalarNode key)) {
                throw new NoTextException();
            }
            ScalarNode text = new ScalarNode(
                    Tag.STR, true, key.getValue(), key.getScalarStyle(), key.getStartMark(), key.getEndMark());
            members.add(new NodeTuple(text, member.getValueNode()));
        }
        node.setValue(members);
        super.constructMapping2ndStep(node, mapping);
    }
}
