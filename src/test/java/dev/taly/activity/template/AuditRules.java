package dev.taly.activity.template;

import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.LineField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The people who read, and the table for SQL. */
final class AuditRules {
    /** The keys of the tenant that a principal's tag names. */
    static final String OWN_EVENTS = "events/tenant=${aws:PrincipalTag/tenant}/*";

    static final List<Rule> ALL = List.of(
            Rule.that(
                    "auditors read, and tell the topic, and no more",
                    template -> PolicyRules.granted(template.properties("AuditorPolicy"))
                            .equals(Set.of(
                                    "s3:GetObject on Fn::Sub=${Bucket.Arn}/events/*",
                                    "s3:GetObject on Fn::Sub=${Bucket.Arn}/sealed/*",
                                    "s3:GetObject on Fn::Sub=${Bucket.Arn}/seals/*",
                                    "s3:ListBucket on Fn::GetAtt=[Bucket, Arn]",
                                    "sns:Publish on Ref=Topic"))),
            Rule.that(
                    "auditors list what they read",
                    template -> listsOnly(template, "AuditorPolicy", List.of("events/*", "sealed/*", "seals/*"))),
            Rule.that(
                    "a tenant's auditors read what is under their tag, and tell the topic, and no more",
                    template -> PolicyRules.granted(template.properties("TenantAuditorPolicy"))
                            .equals(Set.of(
                                    "s3:GetObject on Fn::Sub=${Bucket.Arn}/" + OWN_EVENTS.replace("${", "${!"),
                                    "s3:ListBucket on Fn::GetAtt=[Bucket, Arn]",
                                    "sns:Publish on Ref=Topic"))),
            Rule.that(
                    "a tenant's auditors list what they read",
                    template -> listsOnly(template, "TenantAuditorPolicy", OWN_EVENTS)),
            Rule.that("the database has the stack's name, as SQL can write it", template -> {
                Node name = template.properties("Database").at("DatabaseInput", "Name");
                return Map.of(
                                "Fn::Join",
                                List.of("_", Map.of("Fn::Split", List.of("-", Map.of("Ref", "AWS::StackName")))))
                        .equals(name.value());
            }),
            Rule.that(
                    "the table is the database's",
                    template -> table(template).at("Name").is("events")
                            && table(template).at("TableType").is("EXTERNAL_TABLE")
                            && template.properties("Table").at("DatabaseName").isRef("Database")
                            && List.of("Database", "Table").stream()
                                    .allMatch(id -> template.properties(id)
                                            .at("CatalogId")
                                            .isRef("AWS::AccountId"))),
            Rule.that("the table's columns are a line's fields", AuditRules::columnsAreFields),
            Rule.that("a name with capitals is mapped, and keys keep theirs", AuditRules::namesAreMapped),
            Rule.that("lines of JSON are read as such", template -> {
                Node storage = table(template).at("StorageDescriptor");
                return storage.at("SerdeInfo", "SerializationLibrary").is("org.openx.data.jsonserde.JsonSerDe")
                        && storage.at("InputFormat").is("org.apache.hadoop.mapred.TextInputFormat")
                        && storage.at("OutputFormat").is("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                        && !storage.at("Compressed").exists();
            }),
            Rule.that(
                    "partitions are tenant and date",
                    template -> table(template).at("PartitionKeys").items().stream()
                            .map(key ->
                                    key.at("Name").text() + " " + key.at("Type").text())
                            .toList()
                            .equals(List.of("tenant string", "date string"))),
            Rule.that("partitions are projected, a tenant's at a time", AuditRules::isProjected),
            Rule.that("the table lies where events do", template -> {
                String root = "s3://${Bucket}/" + Partition.ROOT;
                return table(template).at("StorageDescriptor", "Location").isSub(root)
                        && table(template)
                                .at("Parameters", "storage.location.template")
                                .isSub(root + "tenant=${!tenant}/date=${!date}/");
            }),
            Rule.that(
                    "auditors find their policies and the database",
                    template -> template.at("Outputs", "AuditorPolicyArn", "Value")
                                    .isRef("AuditorPolicy")
                            && template.at("Outputs", "TenantAuditorPolicyArn", "Value")
                                    .isRef("TenantAuditorPolicy")
                            && template.at("Outputs", "DatabaseName", "Value").isRef("Database")));

    private AuditRules() {}

    private static boolean listsOnly(Node template, String policy, Object prefixes) {
        List<Node> listing = template.properties(policy).at("PolicyDocument", "Statement").items().stream()
                .filter(statement -> Statements.actions(statement).contains("s3:ListBucket"))
                .toList();
        return listing.size() == 1
                && Statements.isAllow(listing.get(0))
                && Map.of("StringLike", Map.of("s3:prefix", prefixes))
                        .equals(listing.get(0).at("Condition").value());
    }

    private static Node table(Node template) {
        return template.properties("Table").at("TableInput");
    }

    private static boolean columnsAreFields(Node template) {
        List<String> expected = new ArrayList<>();
        for (LineField field : LineField.values()) {
            expected.add(column(field) + " " + type(field));
        }
        return table(template).at("StorageDescriptor", "Columns").items().stream()
                .map(column ->
                        column.at("Name").text() + " " + column.at("Type").text())
                .toList()
                .equals(expected);
    }

    private static boolean namesAreMapped(Node template) {
        Map<String, String> expected = new TreeMap<>(Map.of("case.insensitive", "false"));
        for (LineField field : LineField.values()) {
            if (!column(field).equals(field.wire())) {
                expected.put("mapping." + column(field), field.wire());
            }
        }
        return expected.equals(table(template)
                .at("StorageDescriptor", "SerdeInfo", "Parameters")
                .value());
    }

    private static boolean isProjected(Node template) {
        Map<String, Object> projection = new TreeMap<>();
        table(template).at("Parameters").entries().forEach((name, value) -> {
            if (name.startsWith("projection.") && value.value() != null) {
                projection.put(name, value.value());
            }
        });
        return projection.equals(Map.of(
                "projection.enabled", "true",
                "projection.tenant.type", "injected",
                "projection.date.type", "date",
                "projection.date.format", "yyyy-MM-dd",
                "projection.date.range", Map.of("Fn::Sub", "${FirstDay},NOW+1DAYS"),
                "projection.date.interval", "1",
                "projection.date.interval.unit", "DAYS"));
    }

    private static String column(LineField field) {
        return field.wire().toLowerCase(Locale.ROOT);
    }

    private static String type(LineField field) {
        return switch (field) {
            case CONSENT -> "boolean";
            case SEQ -> "bigint";
            default -> "string";
        };
    }
}
