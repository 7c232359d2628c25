package dev.taly.activity.template;

import dev.taly.activity.OutsideTool;
import dev.taly.activity.OutsideTool.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** AWS's own transform of SAM, the Python package {@code aws-sam-translator}: what CloudFormation makes of the template. */
record SamTransform(OutsideTool python) {
    private static final String SCRIPT = """
            import json, sys
            from samtranslator.translator.transform import transform
            from samtranslator.yaml_helper import yaml_parse

            template = yaml_parse(sys.stdin.read())
            for resource in template['Resources'].values():
                if resource['Type'] == 'AWS::Serverless::Function':
                    # Where sam deploy would upload the jar to.
                    resource['Properties']['CodeUri'] = 's3://bucket/key'

            class NoManagedPolicies:
                def load(self):
                    return {}

            json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout)
            """;

    /** Nothing where there is no Python with it. */
    static Optional<SamTransform> find() {
        return OutsideTool.onPath("python3")
                .filter(python -> python.run("", "-c", "import samtranslator").code() == 0)
                .map(SamTransform::new);
    }

    /** The transformed template.yaml, in JSON. */
    String ofTheTemplate() {
        try {
            Run run = python.run(Files.readString(Path.of("template.yaml")), "-c", SCRIPT);
            if (run.code() != 0) {
                throw new IllegalStateException("SAM's transform refuses the template: " + run.err());
            }
            return run.out();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
