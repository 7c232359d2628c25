package dev.taly.activity.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeoEnrichmentTest {
    private static final String PROVIDER =
            "'provider':'mmdb','database':'Documentation-City','version':'2026-01-01T00:00:00Z'";

    @TempDir
    private Path directory;

    @Test
    void publicAddress_hasAPlace() throws IOException {
        for (String address : new String[] {"203.0.113.7", "::ffff:203.0.113.7"}) {
            assertThat(find(demo(), address))
                    .isEqualTo(
                            Finding.of(
                                    Cases.json(
                                            "{" + PROVIDER
                                                    + ",'country':'DE','region':'BE','city':'Berlin','latitude':53,'longitude':13,'timeZone':'Europe/Berlin'}")));
        }
        assertThat(find(demo(), "2001:db8::1").detail().json()).contains("\"city\":\"Paris\"");
    }

    @Test
    void addressThatTheDatabaseDoesNotKnow_hasTheProviderAlone() throws IOException {
        assertThat(find(demo(), "8.8.8.8")).isEqualTo(Finding.of(Cases.json("{" + PROVIDER + "}")));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "::1, loopback",
        "10.1.2.3, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.0.1, private",
        "::ffff:192.168.0.1, private",
        "fd00::1, private",
        "fc00::1, private",
        "100.64.0.1, shared",
        "100.127.255.255, shared",
        "169.254.1.1, linkLocal",
        "fe80::1, linkLocal",
        "224.0.0.1, multicast",
        "ff02::1, multicast",
        "0.0.0.0, reserved",
        "255.255.255.255, reserved",
        "::, reserved",
    })
    void addressOfNoPublicNetwork_isMarkedAndNotLookedUp(String address, String range) throws IOException {
        assertThat(find(demo(), address))
                .isEqualTo(Finding.of(Cases.json("{" + PROVIDER + ",'private':true,'range':'" + range + "'}")));
    }

    @ParameterizedTest
    @CsvSource({"172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.167.1.1", "fbff::1", "192.0.2.1"})
    void neighboursOfThoseRanges_arePublic(String address) throws IOException {
        assertThat(find(demo(), address).detail().json()).doesNotContain("private");
    }

    @Test
    void flatDatabases_areReadToo() throws IOException {
        byte[] flat = new TinyMmdb("flat", 0)
                .put("203.0.113.0/24", Map.of("country_code", "DE"))
                .put("192.0.2.0/24", Map.of("autonomous_system_number", 64_500L))
                .put("198.51.100.0/25", Map.of("city", Map.of(), "country", Map.of("iso_code", ""), "subdivisions", ""))
                .bytes();
        GeoEnrichment geo = GeoEnrichment.of(new ByteArrayInputStream(flat));

        assertThat(find(geo, "203.0.113.7").detail().json()).endsWith("\"country\":\"DE\"}");
        assertThat(find(geo, "192.0.2.7").detail().json()).endsWith("\"asn\":\"64500\"}");
        assertThat(find(geo, "198.51.100.7").detail().json()).endsWith("\"version\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void eventWithoutAnAddress_isNowhere() throws IOException {
        assertThat(demo().find(Cases.event().build())).isEmpty();
    }

    @Test
    void of_refusesAnyOtherFile() throws IOException {
        Path file = Files.writeString(directory.resolve("geo.mmdb"), "no database");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeoEnrichment.of(file))
                .withMessageContaining("geo.mmdb is no database of addresses");
        assertThatIllegalArgumentException().isThrownBy(() -> GeoEnrichment.of(directory.resolve("none.mmdb")));
    }

    @Test
    void fileOnDisk_isTheSame() throws IOException {
        Path file = Files.write(directory.resolve("geo.mmdb"), DemoPlaces.bytes());

        assertThat(find(GeoEnrichment.of(file), "192.0.2.1").detail().json()).contains("London");
    }

    @Test
    void starterDatabase_isWhatItsSourceWrites() throws IOException {
        try (InputStream in = GeoEnrichmentTest.class.getResourceAsStream(DemoPlaces.RESOURCE)) {
            assertThat(in).isNotNull();
            assertThat(in.readAllBytes()).isEqualTo(DemoPlaces.bytes());
        }
    }

    private static GeoEnrichment demo() throws IOException {
        return GeoEnrichment.of(new ByteArrayInputStream(DemoPlaces.bytes()));
    }

    private static Finding find(GeoEnrichment geo, String address) {
        return geo.find(Cases.event().ipAddress(address).build()).orElseThrow();
    }
}
