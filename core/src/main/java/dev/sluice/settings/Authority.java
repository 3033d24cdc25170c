package dev.sluice.settings;

import dev.sluice.settings.DatabaseUrl.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a URL between {@code //} and the next slash. Messages of the exceptions thrown here hold nothing of it.
 *
 * @param user decoded, or null
 * @param password decoded, or null
 * @param hosts in order
 */
record Authority(@Nullable String user, @Nullable String password, List<Host> hosts) {

    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int HIGHEST_PORT = 65_535;

    static Authority parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return new Authority(null, null, hosts(text));
        }
        if (text.indexOf('@', at + 1) >= 0) {
            throw new IllegalArgumentException(
                    "it has two @ before the host; percent-encode the one in the password as %40");
        }
        String userinfo = text.substring(0, at);
        if (userinfo.indexOf('+') >= 0) {
            throw new IllegalArgumentException(
                    "a + in a user or password is read as a space by some; write %2B or %20");
        }
        if (at == text.length() - 1) {
            throw new IllegalArgumentException("a user but no host is given; name the host after the @");
        }
        return withUser(userinfo, hosts(text.substring(at + 1)));
    }

    private static Authority withUser(String userinfo, List<Host> hosts) {
        int colon = userinfo.indexOf(':');
        String user = PercentText.decode(colon < 0 ? userinfo : userinfo.substring(0, colon));
        if (user.isEmpty()) {
            throw new IllegalArgumentException("the user is empty; name it before the @ or leave the @ out");
        }
        if (colon < 0) {
            return new Authority(user, null, hosts);
        }
        String password = PercentText.decode(userinfo.substring(colon + 1));
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the password is empty; leave the colon out when there is none");
        }
        return new Authority(user, password, hosts);
    }

    private static List<Host> hosts(String text) {
        List<Host> hosts = new ArrayList<>();
        int start = 0;
        while (!text.isEmpty() && start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            hosts.add(host(text.substring(start, end)));
            start = end + 1;
        }
        return hosts;
    }

    private static Host host(String text) {
        if (text.startsWith("[")) {
            return ipv6(text);
        }
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) {
            throw new IllegalArgumentException(
                    "a host has more than one colon; write IPv6 addresses in brackets, and percent-encode / ? # @ in a password");
        }
        String name = colon < 0 ? text : text.substring(0, colon);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a host is empty; name it, such as localhost");
        }
        if (!HOST_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a host is not made of letters, digits, dots and hyphens");
        }
        return new Host(name, colon < 0 ? 0 : port(text.substring(colon + 1)));
    }

    private static Host ipv6(String text) {
        int bracket = text.indexOf(']');
        String address = bracket < 0 ? "" : text.substring(1, bracket);
        if (!IPV6_CHARACTERS.matcher(address).matches() || address.indexOf(':') < 0 || !isIpv6(address)) {
            throw new IllegalArgumentException("a host in brackets is not an IPv6 address without zone, such as [::1]");
        }
        String rest = text.substring(bracket + 1);
        if (rest.isEmpty()) {
            return new Host(address, 0);
        }
        if (rest.charAt(0) != ':') {
            throw new IllegalArgumentException("only a port, such as :5432, may follow an IPv6 address");
        }
        return new Host(address, port(rest.substring(1)));
    }

    private static boolean isIpv6(String address) {
        try {
            // With brackets the JDK reads a literal or fails; it never asks a name server.
            return InetAddress.getByName("[" + address + "]") != null;
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    private static int port(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is not a number between 1 and " + HIGHEST_PORT
                    + "; if a password holds / ? # @ or :, percent-encode it");
        }
        return port;
    }

    /** Only the hosts. */
    @Override
    public String toString() {
        return hosts.toString();
    }
}
