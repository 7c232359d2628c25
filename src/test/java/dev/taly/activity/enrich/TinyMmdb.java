package dev.taly.activity.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small databases in MaxMind's format (<a href="https://maxmind.github.io/MaxMind-DB/">specification 2.0</a>): an IPv6
 * tree with 24-bit records, in which IPv4 stands under {@code ::/96}. For tests and the demonstration.
 */
final class TinyMmdb {
    private static final int EMPTY = -1;
    private static final int SEPARATOR = 16;

    /** Each node's two records: another node's number, {@link #EMPTY}, or {@code -2 - place} of its data. */
    private final List<int[]> nodes = new ArrayList<>();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final String type;
    private final long buildEpoch;

    TinyMmdb(String type, long buildEpoch) {
        this.type = type;
        this.buildEpoch = buildEpoch;
        node();
    }

    /** Says what is known of a network, as {@code 203.0.113.0/24} or {@code 2001:db8::/32}. */
    TinyMmdb put(String network, Map<String, ?> known) throws UnknownHostException {
        String[] parts = network.split("/", -1);
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        boolean v4 = address.length == 4;
        byte[] bits = new byte[16];
        System.arraycopy(address, 0, bits, v4 ? 12 : 0, address.length);
        int length = Integer.parseInt(parts[1]) + (v4 ? 96 : 0);
        int place = data.size();
        value(data, known);
        int node = 0;
        for (int i = 0; i < length - 1; i++) {
            int side = bit(bits, i);
            if (nodes.get(node)[side] == EMPTY) {
                nodes.get(node)[side] = node();
            }
            node = nodes.get(node)[side];
        }
        nodes.get(node)[bit(bits, length - 1)] = -2 - place;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int record : node) {
                int number =
                        record >= 0 ? record : record == EMPTY ? nodes.size() : nodes.size() + SEPARATOR - 2 - record;
                file.write(number >> 16);
                file.write(number >> 8);
                file.write(number);
            }
        }
        file.writeBytes(new byte[SEPARATOR]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        file.writeBytes("MaxMind.com".getBytes(UTF_8));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("binary_format_major_version", (short) 2);
        metadata.put("binary_format_minor_version", (short) 0);
        metadata.put("build_epoch", buildEpoch);
        metadata.put("database_type", type);
        metadata.put("description", Map.of("en", "Invented places for networks that are reserved for documentation"));
        metadata.put("ip_version", (short) 6);
        metadata.put("languages", List.of("en"));
        metadata.put("node_count", nodes.size());
        metadata.put("record_size", (short) 24);
        value(file, metadata);
        return file.toByteArray();
    }

    private int node() {
        nodes.add(new int[] {EMPTY, EMPTY});
        return nodes.size() - 1;
    }

    private static int bit(byte[] bits, int index) {
        return (bits[index / 8] >> (7 - index % 8)) & 1;
    }

    private static void value(ByteArrayOutputStream out, Object value) {
        if (value instanceof String text) {
            byte[] utf8 = text.getBytes(UTF_8);
            control(out, 2, utf8.length);
            out.writeBytes(utf8);
        } else if (value instanceof Map<?, ?> map) {
            control(out, 7, map.size());
            map.forEach((name, member) -> {
                value(out, name);
                value(out, member);
            });
        } else if (value instanceof List<?> list) {
            control(out, 11, list.size());
            list.forEach(item -> value(out, item));
        } else if (value instanceof Double number) {
            control(out, 3, Double.BYTES);
            out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
        } else if (value instanceof Number number) {
            int bytes = number instanceof Short ? 2 : number instanceof Integer ? 4 : 8;
            control(out, bytes == 2 ? 5 : bytes == 4 ? 6 : 9, bytes);
            for (int shift = bytes * 8 - 8; shift >= 0; shift -= 8) {
                out.write((int) (number.longValue() >> shift));
            }
        } else {
            throw new IllegalArgumentException("no type for " + value.getClass());
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        int small = Math.min(size, 29);
        out.write((type > 7 ? 0 : type << 5) | small);
        if (type > 7) {
            out.write(type - 7);
        }
        if (small == 29) {
            out.write(size - 29);
        }
    }
}
