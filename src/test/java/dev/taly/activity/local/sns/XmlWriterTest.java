package dev.taly.activity.local.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class XmlWriterTest {
    private static final long SEED = 20260328;

    @Test
    void text_comesBackAsItWas() throws Exception {
        String text = "<a href=\"x\">&amp; 'é' 😀 \t\r\n]]></a>";

        assertThat(parsed(new XmlWriter().text("Message", text).toString())).isEqualTo(text);
    }

    @Test
    void text_thatXmlCannotHoldIsReplaced() {
        assertThat(new XmlWriter().text("M", "a\u0000\u001B\uFFFE\uD800z").toString())
                .isEqualTo("<M>a\uFFFD\uFFFD\uFFFD\uFFFDz</M>");
    }

    @Test
    void text_isWellFormedWhateverItHolds() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(30, 0, round % 2 == 0 ? 0x80 : 0x10000).forEach(c -> text.append((char) c));

            String xml = new XmlWriter().text("M", text.toString()).toString();

            assertThat(parsed(xml)).as("seed %d round %d: %s", SEED, round, xml).isNotNull();
        }
    }

    private static String parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement()
                .getTextContent();
    }
}
