package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** How URLs begin: the forms people paste, each either read or answered with the right spelling. */
final class UrlSpelling {

    private static final String SQLITE_FORMS = "write r2dbc:sqlite:file:///app.db for a relative path, "
            + "r2dbc:sqlite:file:////data/app.db for an absolute one, r2dbc:sqlite:mem:///name for memory";
    private static final String SERVER_FORM = "write r2dbc:postgresql://user@host:5432/database";
    private static final Pattern PLAIN_FILE = Pattern.compile("[A-Za-z0-9._/-]{1,80}");

    private static final Map<String, String> PASTED = Map.of(
            "postgresql://", "r2dbc:postgresql://",
            "postgres://", "r2dbc:postgresql://",
            "cockroachdb://", "r2dbc:cockroachdb://");

    private UrlSpelling() {}

    /** Returns the URL beginning with {@code r2dbc:}. */
    static String withPrefix(String url) {
        refuseResource(url);
        if (url.startsWith("r2dbc:")) {
            return url;
        }
        for (Map.Entry<String, String> form : PASTED.entrySet()) {
            if (url.startsWith(form.getKey())) {
                return form.getValue() + url.substring(form.getKey().length());
            }
        }
        throw UrlParser.refused(null, otherPrefix(url.toLowerCase(Locale.ROOT)));
    }

    private static String otherPrefix(String url) {
        if (url.startsWith("r2dbcs:")) {
            return "r2dbcs: does not say how the server is verified; write r2dbc: and the parameter sslmode=verify-full";
        }
        if (url.startsWith("jdbc:")) {
            return "it is a JDBC URL; " + (url.startsWith("jdbc:sqlite:") ? SQLITE_FORMS : SERVER_FORM);
        }
        if (url.startsWith("sqlite") || url.startsWith("file:") || url.startsWith(":memory:")) {
            return "it does not begin with r2dbc:; " + SQLITE_FORMS;
        }
        if (url.startsWith("postgres") || url.startsWith("cockroach")) {
            return "it does not begin with r2dbc:, postgresql:// or cockroachdb://; " + SERVER_FORM;
        }
        return "it does not begin with r2dbc:; " + SQLITE_FORMS
                + ", or r2dbc:postgresql://user@host:5432/database for a server";
    }

    /** What is wrong between {@code r2dbc:} and {@code ://}. */
    static ConfigurationException badHead(String head, boolean hasAuthority) {
        if (!hasAuthority && head.startsWith("sqlite:")) {
            String file = head.substring("sqlite:".length());
            String remedy = PLAIN_FILE.matcher(file).matches() ? "write r2dbc:sqlite:file:///" + file : SQLITE_FORMS;
            return UrlParser.refused("sqlite", ":// is missing; " + remedy);
        }
        if (!hasAuthority) {
            return UrlParser.refused(null, ":// is missing after the driver; " + SERVER_FORM);
        }
        return UrlParser.refused(
                null, "what stands between r2dbc: and :// is not a driver in lower case; " + SERVER_FORM);
    }

    /** SQLite's JDBC driver would fetch such a database from the class path or from the network (CVE-2023-32697). */
    static void refuseResource(String text) {
        if (text.toLowerCase(Locale.ROOT).contains(":resource:")) {
            throw UrlParser.refused(
                    null, ":resource: would load a database from elsewhere and is never opened; copy it to a file");
        }
    }
}
