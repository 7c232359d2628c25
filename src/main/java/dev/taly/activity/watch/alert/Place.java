package dev.taly.activity.watch.alert;

/**
 * About where an event came from.
 *
 * @param latitude in degrees, -90 to 90
 * @param longitude in degrees, -180 to 180
 * @param name for people, such as {@code Berlin, DE}; may be empty
 */
record Place(double latitude, double longitude, String name) {
    private static final double EARTH_RADIUS_KM = 6_371;

    /** The great circle's length by the haversine formula, in kilometres. */
    double kilometresTo(Place other) {
        double phi = Math.toRadians(latitude);
        double otherPhi = Math.toRadians(other.latitude);
        double a = square(Math.sin((otherPhi - phi) / 2))
                + Math.cos(phi)
                        * Math.cos(otherPhi)
                        * square(Math.sin(Math.toRadians(other.longitude - longitude) / 2));
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, a)));
    }

    private static double square(double x) {
        return x * x;
    }
}
