package dev.taly.activity.template;

import static dev.taly.activity.template.Mistakes.sub;
import static dev.taly.activity.template.Mutation.add;
import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import java.util.List;
import java.util.Map;

/** Mistakes around who looks at the stack from outside. */
final class DoctorMistakes {
    private static final String STATEMENTS = "Resources/DoctorPolicy/Properties/PolicyDocument/Statement/";
    private static final String LOOKS = "the doctor looks, publishes, and finds its own event, and no more";
    private static final String LISTS = "the doctor lists where its own event is to be";
    private static final String EXACT = "nothing is allowed by a wildcard";

    static final List<Mutation> ALL = List.of(
            add(LOOKS, STATEMENTS + "0/Action", "cloudformation:UpdateStack"),
            add(LOOKS, STATEMENTS + "1/Action", "sns:SetTopicAttributes"),
            add(LOOKS, STATEMENTS + "3/Action", "sqs:DeleteMessage"),
            remove(LOOKS, STATEMENTS + "4/Resource/1"),
            remove(LOOKS, STATEMENTS + "5"),
            add(LOOKS, STATEMENTS + "6/Action", "s3:PutBucketPolicy"),
            set(LOOKS, STATEMENTS + "7/Resource", sub("${Bucket.Arn}/events/*")),
            set(LISTS, STATEMENTS + "8/Condition", Map.of()),
            set(LISTS, STATEMENTS + "8/Condition/StringLike/s3:prefix", "events/*"),
            set(EXACT, STATEMENTS + "0/Resource", sub("arn:${AWS::Partition}:cloudformation:*:*:stack/*")),
            set(EXACT, STATEMENTS + "9/Resource", "*"),
            add(EXACT, STATEMENTS + "10/Action", "cloudwatch:DescribeAlarms"),
            set("every action is a real one", STATEMENTS + "9/Action", "cloudwatch:DescribeAlarm"),
            remove("the doctor finds its policy", "Outputs/DoctorPolicyArn"));

    private DoctorMistakes() {}
}
