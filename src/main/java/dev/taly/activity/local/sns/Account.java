package dev.taly.activity.local.sns;

import java.util.regex.Pattern;

/** The account and region that everything belongs to, and the ARNs in it. */
record Account(String region, String id) {
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern QUEUE_ARN =
            Pattern.compile("arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}");
    private static final int ARN_PARTS = 6;
    private static final int REGION = 3;

    /**
     * The ARN of a topic.
     *
     * @throws SnsException if no topic can have that name
     */
    String topicArn(String name) {
        if (!TOPIC_NAME.matcher(name).matches()) {
            throw SnsException.invalidParameter("Topic Name");
        }
        return "arn:aws:sns:" + region + ":" + id + ":" + name;
    }

    /**
     * The same ARN.
     *
     * @param parameter where it was given
     * @throws SnsException if it is no ARN, or one of another region
     */
    String checkedArn(String parameter, String arn) {
        String[] parts = arn.split(":", -1);
        if (parts.length < ARN_PARTS) {
            throw SnsException.invalidParameter(
                    parameter + " Reason: An ARN must have at least 6 elements, not " + parts.length);
        }
        if (!parts[REGION].equals(region)) {
            throw SnsException.invalidParameter(parameter);
        }
        return arn;
    }

    static boolean isQueueArn(String arn) {
        return QUEUE_ARN.matcher(arn).matches();
    }

    static boolean isFifo(String arn) {
        return arn.endsWith(".fifo");
    }
}
