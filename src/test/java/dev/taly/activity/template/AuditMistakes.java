package dev.taly.activity.template;

import static dev.taly.activity.template.Mistakes.attribute;
import static dev.taly.activity.template.Mistakes.sub;
import static dev.taly.activity.template.Mutation.add;
import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import java.util.List;
import java.util.Map;

/** Mistakes around those who read. */
final class AuditMistakes {
    private static final String AUDITORS = "Resources/AuditorPolicy/Properties/PolicyDocument/Statement/";
    private static final String TENANTS = "Resources/TenantAuditorPolicy/Properties/PolicyDocument/Statement/";
    private static final String TABLE = "Resources/Table/Properties/TableInput/";
    private static final String PROJECTION = TABLE + "Parameters/projection.";
    private static final String STORAGE = TABLE + "StorageDescriptor/";

    private static final String AUDITORS_READ = "auditors read, and tell the topic, and no more";
    private static final String AUDITORS_LIST = "auditors list what they read";
    private static final String TENANTS_READ =
            "a tenant's auditors read what is under their tag, and tell the topic, and no more";
    private static final String TENANTS_LIST = "a tenant's auditors list what they read";
    private static final String PROJECTED = "partitions are projected, a tenant's at a time";
    private static final String COLUMNS = "the table's columns are a line's fields";
    private static final String MAPPED = "a name with capitals is mapped, and keys keep theirs";
    private static final String FORMAT = "lines of JSON are read as such";
    private static final String PLACE = "the table lies where events do";

    static final List<Mutation> ALL = List.of(
            add(AUDITORS_READ, AUDITORS + "0/Resource", sub("${Bucket.Arn}/quarantine/*")),
            set(AUDITORS_READ, AUDITORS + "0/Action", "s3:GetObjectVersion"),
            set("nothing is allowed by a wildcard", AUDITORS + "0/Action", "s3:*"),
            set("nothing is allowed by a wildcard", AUDITORS + "0/Resource", sub("${Bucket.Arn}/*")),
            remove(AUDITORS_READ, AUDITORS + "2"),
            remove(AUDITORS_LIST, AUDITORS + "1/Condition"),
            set(AUDITORS_LIST, AUDITORS + "1/Condition/StringLike/s3:prefix", "*"),
            set(TENANTS_READ, TENANTS + "0/Resource", sub("${Bucket.Arn}/events/*")),
            set(TENANTS_READ, TENANTS + "0/Resource", sub("${Bucket.Arn}/events/tenant=${!aws:PrincipalTag/tenant}*")),
            set(
                    "nothing is allowed by a wildcard",
                    TENANTS + "0/Resource",
                    sub("${Bucket.Arn}/events/tenant=${!aws:PrincipalTag/tenant}*")),
            set(TENANTS_READ, TENANTS + "0/Resource", sub("${Bucket.Arn}/events/tenant=${!aws:RequestTag/tenant}/*")),
            set(TENANTS_READ, TENANTS + "2/Resource", attribute("Queue", "Arn")),
            remove(TENANTS_LIST, TENANTS + "1/Condition"),
            set(
                    TENANTS_LIST,
                    TENANTS + "1/Condition/StringLike/s3:prefix",
                    "events/tenant=${aws:PrincipalTag/tenant}*"),
            set(TENANTS_LIST, TENANTS + "1/Condition/StringLike/s3:prefix", "events/*"),
            set(
                    TENANTS_LIST,
                    TENANTS + "1/Condition",
                    Map.of("StringLikeIfExists", Map.of("s3:prefix", AuditRules.OWN_EVENTS))),
            set(
                    TENANTS_LIST,
                    TENANTS + "1/Condition",
                    Map.of("ForAllValues:StringLike", Map.of("s3:prefix", AuditRules.OWN_EVENTS))),
            set("every action is a real one", TENANTS + "1/Action", "s3:ListObjectsV2"),
            set(
                    "the database has the stack's name, as SQL can write it",
                    "Resources/Database/Properties/DatabaseInput/Name",
                    "activity"),
            set("the table is the database's", TABLE + "TableType", "VIRTUAL_VIEW"),
            set("the table is the database's", "Resources/Table/Properties/DatabaseName", "default"),
            remove(COLUMNS, STORAGE + "Columns/17"),
            set(COLUMNS, STORAGE + "Columns/1/Name", "tenant_id"),
            set(COLUMNS, STORAGE + "Columns/9/Type", "map<string,string>"),
            remove(MAPPED, STORAGE + "SerdeInfo/Parameters/mapping.actorid"),
            set(MAPPED, STORAGE + "SerdeInfo/Parameters/mapping.actorid", "actorID"),
            set(MAPPED, STORAGE + "SerdeInfo/Parameters/case.insensitive", "true"),
            remove(MAPPED, STORAGE + "SerdeInfo/Parameters"),
            set(FORMAT, STORAGE + "SerdeInfo/SerializationLibrary", "org.apache.hive.hcatalog.data.JsonSerDe"),
            set(FORMAT, STORAGE + "InputFormat", "org.apache.hadoop.mapred.SequenceFileInputFormat"),
            remove("partitions are tenant and date", TABLE + "PartitionKeys/0"),
            set("partitions are tenant and date", TABLE + "PartitionKeys/1/Name", "day"),
            set(PROJECTED, PROJECTION + "tenant.type", "enum"),
            remove(PROJECTED, PROJECTION + "tenant.type"),
            set(PROJECTED, PROJECTION + "enabled", "false"),
            set(PROJECTED, PROJECTION + "date.format", "yyyy-mm-dd"),
            set(PROJECTED, PROJECTION + "date.range", sub("${FirstDay},NOW")),
            set(PROJECTED, PROJECTION + "date.intervall", "1"),
            set(PROJECTED, PROJECTION + "date.interval.unit", "MONTHS"),
            set(PLACE, STORAGE + "Location", sub("s3://${Bucket}/")),
            set(
                    PLACE,
                    TABLE + "Parameters/storage.location.template",
                    sub("s3://${Bucket}/events/tenant=${!tenant}/date=${!date}")),
            set(
                    PLACE,
                    TABLE + "Parameters/storage.location.template",
                    sub("s3://${Bucket}/sealed/tenant=${!tenant}/date=${!date}/")),
            remove("auditors find their policies and the database", "Outputs/TenantAuditorPolicyArn"));

    private AuditMistakes() {}
}
