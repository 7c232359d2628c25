package dev.taly.activity.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.audit.Damage;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.TimeRange;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class HtmlReportTest {
    private static final Instant NOW = Instant.parse("2024-04-01T08:30:00.123Z");
    private static final Selection ACME = Selection.of(
            List.of("acme"),
            new TimeRange(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2024-04-01T00:00:00Z")));

    private final Statistics statistics = new Statistics();

    @Test
    void report_saysWhatWasAskedForAndWhatThereIs() {
        statistics.add(Lines.at("2024-03-28T12:45:30Z"));
        statistics.add(Lines.line("2024-03-30T12:45:30Z", "acme", "u2", "plan_changed", "critical", "failure"));

        assertThat(page(ACME))
                .contains("<h1>Activity of acme</h1>")
                .contains("from 2024-03-01T00:00:00Z until 2024-04-01T00:00:00Z")
                .contains("First <time>2024-03-28T12:45:30Z</time>, last <time>2024-03-30T12:45:30Z</time>.")
                .contains("Events per day<small>3 days, UTC</small>")
                .contains("<title>2024-03-30: 1 event, 1 critical</title>")
                .contains(
                        "<th scope=\"row\"><bdi>plan_changed</bdi></th><td class=\"count\">1</td><td class=\"share\">50.0 %</td>")
                .contains("Made at <time>2024-04-01T08:30:00Z</time> from 4 objects in 2 partitions")
                .doesNotContain("<h2>Tenants");
    }

    @Test
    void report_ofSeveralTenantsNamesThem() {
        statistics.add(Lines.by("acme", "u1"));
        statistics.add(Lines.by("globex", "u1"));

        assertThat(page(Selection.ofAllTenants(TimeRange.ALL)))
                .contains("<h1>Activity of all tenants</h1>")
                .contains("Events of all times")
                .contains("<h2>Tenants<small>2 tenants")
                .contains("<bdi>u1</bdi> <small><bdi>globex</bdi></small>");
    }

    @Test
    void report_isTheSameForTheSame() {
        statistics.add(Lines.at("2024-03-28T12:45:30Z"));

        assertThat(page(ACME)).isEqualTo(page(ACME));
    }

    @Test
    void report_isWellFormed_andLetsABrowserLoadAndRunNothing() throws Exception {
        statistics.add(Lines.at("2024-03-28T12:45:30Z"));
        String page = page(ACME);

        assertThat(page)
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("http:", "https:", "src=", "href=", " style=", "url(", "@import");
        Matcher policy = Pattern.compile("content=\"default-src 'none'; style-src 'sha256-([^']+)'; base-uri 'none';"
                        + " form-action 'none'\"")
                .matcher(page);
        assertThat(policy.find()).isTrue();
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        assertThat(policy.group(1))
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8))));
        parse(page);
    }

    @Test
    void hostileTexts_areTexts() throws Exception {
        statistics.add(Lines.by("acme", "</bdi><script>alert(1)</script>"));
        statistics.add(Lines.by("acme", "\\\" onmouseover=\\\"alert(1)"));
        statistics.add(Lines.by("acme", "'&amp;\\u0000\\u202e\\ud800\\udb40\\udc01"));
        String page = page(ACME);

        assertThat(page)
                .doesNotContain("<script", "onmouseover=\"")
                .contains("&lt;/bdi&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&#39;&amp;amp;\\u0000\\u202e\\ud800\\u{e0001}");
        parse(page);
    }

    @Test
    void damageAndWhatIsNotExact_areSaid() {
        for (int i = 0; i <= Frequencies.MOST; i++) {
            statistics.add(Lines.by("acme", "u" + i));
        }
        ReadReport read = new ReadReport(
                1, 1, 0, 1, 1, 1, 0, 0, List.of(new Damage("events/<x>.jsonl.gz", 0, "is no gzip")), 1, true);

        assertThat(new HtmlReport(statistics, ACME, read, 10).html(NOW))
                .contains("each of their counts may be up to 1 too low")
                .contains("more than 16,384 actors")
                .contains("In 1 place the archive could not be read")
                .contains("events/&lt;x&gt;.jsonl.gz is no gzip");
    }

    @Test
    void nothing_isASentence() throws Exception {
        String page = page(ACME);

        assertThat(page)
                .contains("<p>No event from 2024-03-01T00:00:00Z until 2024-04-01T00:00:00Z.</p>")
                .doesNotContain("<section>");
        parse(page);
    }

    private String page(Selection selection) {
        ReadReport read = new ReadReport(2, 4, 0, 1_234, 3, 2, 1, 0, List.of(), 0, true);
        return new HtmlReport(statistics, selection, read, 10).html(NOW);
    }

    /** As XML, once the tags that HTML never closes are. */
    private static void parse(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>", "").replaceAll("(<meta [^>]*)>", "$1/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
