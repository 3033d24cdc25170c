package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.data.DatabaseFile;
import java.sql.SQLException;
import java.util.List;

/** The peers by the names that figures are reported under. */
public final class Peers {

    /** All names, Sluice's first. */
    public static final List<String> NAMES = List.of("sluice", "bridge", "jdbcClient", "rxjava2", "raw", "rawReused");

    private Peers() {}

    /** Opens a peer on a database. */
    public static Peer open(String name, DatabaseFile file) throws SQLException {
        return switch (name) {
            case "sluice" -> new SluicePeer(file);
            case "bridge" -> new BridgePeer(file);
            case "jdbcClient" -> new JdbcClientPeer(file);
            case "rxjava2" -> new RxJava2Peer(file);
            case "raw" -> new RawPeer(file);
            case "rawReused" -> new RawReusedPeer(file);
            default -> throw new IllegalArgumentException("No peer '%s'; there are %s".formatted(name, NAMES));
        };
    }
}
