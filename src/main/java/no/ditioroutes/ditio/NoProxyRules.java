package no.ditioroutes.ditio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Matches the hosts that are reached without a proxy, in the format of {@code NO_PROXY} that curl and others use: names
 * with their subdomains, addresses, and networks such as {@code 10.0.0.0/8}, each with or without a port; {@code *}
 * matches all.
 */
final class NoProxyRules {

    private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F.:]*:[0-9a-fA-F.:]*");
    private static final Pattern PORT = Pattern.compile("(.*[^:]):(\\d+)|(\\[.*]):(\\d+)");

    private final List<String> entries;

    NoProxyRules(String text) {
        entries = SEPARATORS
                .splitAsStream(text.strip())
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean matches(String host, int port) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        return entries.stream().anyMatch(entry -> matches(entry, name, port));
    }

    private static boolean matches(String entry, String name, int port) {
        var withPort = PORT.matcher(entry);
        if (withPort.matches() && !ADDRESS.matcher(entry).matches()) {
            String rest = withPort.group(1) == null ? withPort.group(3) : withPort.group(1);
            String only = withPort.group(2) == null ? withPort.group(4) : withPort.group(2);
            return Integer.toString(port).equals(only) && matches(rest, name, port);
        }
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash > 0) {
            return isIn(name, bare(entry.substring(0, slash)), entry.substring(slash + 1));
        }
        String domain = bare(entry.replaceFirst("^\\*?\\.", ""));
        return name.equals(domain) || name.endsWith("." + domain);
    }

    /** Returns whether an address is in a network. A name is in none, since it is not resolved. */
    private static boolean isIn(String name, String network, String bits) {
        if (!ADDRESS.matcher(name).matches() || !ADDRESS.matcher(network).matches() || !bits.matches("\\d{1,3}")) {
            return false;
        }
        byte[] address = bytes(name);
        byte[] start = bytes(network);
        int length = Integer.parseInt(bits);
        if (address.length != start.length || length > 8 * address.length) {
            return false;
        }
        int fullBytes = length / 8;
        int mask = 0xFF00 >> (length % 8) & 0xFF;
        return Arrays.equals(address, 0, fullBytes, start, 0, fullBytes)
                && (mask == 0 || (address[fullBytes] & mask) == (start[fullBytes] & mask));
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
