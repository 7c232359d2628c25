package dev.taly.activity.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.template.DeploymentTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What {@code sam deploy} is told besides the template: samconfig.toml, and the jar that Maven has built. */
final class DeploymentTest {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
    private static final Node TEMPLATE = Node.root(DeploymentTemplate.shipped().tree());
    private static final Pattern OVERRIDE = Pattern.compile("([A-Za-z]+)=(\\S*)");

    @Test
    void codeUri_isTheJarThatMavenBuilds() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(PROJECT.resolve("pom.xml").toFile());
        XPath xpath = XPathFactory.newInstance().newXPath();
        String finalName = xpath.evaluate("/project/build/finalName", pom);
        String jar = xpath.evaluate("//plugin[artifactId='maven-shade-plugin']//outputFile", pom)
                .replace("${project.build.directory}", "target")
                .replace("${project.build.finalName}", finalName);

        assertThat(TEMPLATE.properties("Consumer").at("CodeUri").text())
                .isEqualTo(jar)
                .endsWith(".jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "production"})
    void environment_givesTheTemplateParametersThatItTakes(String environment) throws IOException {
        Map<String, String> settings = settings(environment);

        assertThat(settings)
                .containsEntry("template_file", "template.yaml")
                .containsEntry("resolve_s3", "true")
                .containsEntry("capabilities", "CAPABILITY_IAM")
                .containsEntry("tags", "application=activity-logger environment=" + environment);
        Map<String, String> overrides = overrides(settings);
        assertThat(overrides).isNotEmpty().allSatisfy((name, value) -> {
            Node parameter = TEMPLATE.at("Parameters", name);
            assertThat(parameter.exists()).isTrue();
            assertThat(ReferenceRules.allows(parameter, new Node(Map.of(), name, value)))
                    .isTrue();
        });
    }

    @Test
    void environments_areThree_withAStackEach() throws IOException {
        assertThat(settings("dev")).containsEntry("stack_name", "activity-dev");
        assertThat(settings("staging")).containsEntry("stack_name", "activity-staging");
        assertThat(settings("production")).containsEntry("stack_name", "activity");
    }

    @Test
    void production_asksBeforeItChangesAnything_andKeepsForTheRetentionThatIsPromised() throws IOException {
        assertThat(settings("production")).containsEntry("confirm_changeset", "true");
        assertThat(overrides(settings("production")))
                .containsEntry("RetentionDays", "180")
                .containsEntry("LockMode", "GOVERNANCE");
    }

    private static Map<String, String> overrides(Map<String, String> settings) {
        Map<String, String> overrides = new LinkedHashMap<>();
        Matcher matcher = OVERRIDE.matcher(settings.getOrDefault("parameter_overrides", ""));
        while (matcher.find()) {
            overrides.put(matcher.group(1), matcher.group(2));
        }
        return overrides;
    }

    /** The keys of that environment's table; enough of TOML for this file. */
    private static Map<String, String> settings(String environment) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(PROJECT.resolve("samconfig.toml"))) {
            if (line.startsWith("[")) {
                inTable = line.equals("[" + environment + ".deploy.parameters]");
            } else if (inTable && line.contains(" = ") && !line.startsWith("#")) {
                int equals = line.indexOf(" = ");
                settings.put(
                        line.substring(0, equals), line.substring(equals + 3).replaceAll("^\"|\"$", ""));
            }
        }
        return settings;
    }
}
