package dev.taly.activity.enrich;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The source of the database that the local stack starts with: run it to write the resource again. */
final class DemoPlaces {
    static final String RESOURCE = "/dev/taly/activity/app/stack/starter/geo.mmdb";

    private static final long BUILT = 1_767_225_600L;

    private DemoPlaces() {}

    static byte[] bytes() throws UnknownHostException {
        return new TinyMmdb("Documentation-City", BUILT)
                .put("192.0.2.0/24", place("GB", "ENG", "London", "Europe/London", 51.51, -0.13))
                .put("198.51.100.0/24", place("US", "OR", "Portland", "America/Los_Angeles", 45.52, -122.68))
                .put("203.0.113.0/24", place("DE", "BE", "Berlin", "Europe/Berlin", 52.52, 13.4))
                .put("2001:db8::/32", place("FR", "IDF", "Paris", "Europe/Paris", 48.86, 2.35))
                .bytes();
    }

    private static Map<String, ?> place(
            String country, String region, String city, String zone, double latitude, double longitude) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("country", Map.of("iso_code", country));
        place.put("subdivisions", List.of(Map.of("iso_code", region)));
        place.put("city", Map.of("names", Map.of("en", city)));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("latitude", latitude);
        location.put("longitude", longitude);
        location.put("time_zone", zone);
        place.put("location", location);
        return place;
    }

    /** Writes it below the directory of the main resources, the one argument. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0] + RESOURCE);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes());
    }
}
