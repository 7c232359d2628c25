package dev.taly.activity.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticeTest {
    @Test
    void anEventOfS3_namesBucketAndKey() {
        assertThat(Notice.parse("""
                {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created",
                 "source":"aws.s3","account":"111122223333","time":"2021-11-12T00:00:00Z","region":"eu-west-1",
                 "resources":["arn:aws:s3:::logs"],
                 "detail":{"version":"0","bucket":{"name":"logs"},
                  "object":{"key":"events/tenant=a/date=2021-11-12/x.jsonl.gz","size":5,"etag":"b1946ac92492d2347c6235b4d2611184"},
                  "request-id":"N4N7GDK58NMKJ12R","requester":"123456789012","reason":"PutObject"}}"""))
                .isEqualTo(new Notice.Stored("logs", "events/tenant=a/date=2021-11-12/x.jsonl.gz"));
    }

    @Test
    void theClock_sendsATick() {
        assertThat(Notice.parse(Notice.TICK)).isEqualTo(new Notice.Tick());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "null",
                "{\"notice\":\"tock\"}",
                "{\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{\"name\":1},\"object\":{\"key\":\"k\"}}}",
                "{\"detail-type\":\"Object Deleted\",\"detail\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"k\"}}}"
            })
    void anythingElse_isUnknown(String body) {
        assertThat(Notice.parse(body)).isEqualTo(new Notice.Unknown());
    }
}
