package dev.sluice.keys.sops;

import dev.sluice.keys.age.WrappedKey;
import dev.sluice.keys.document.Branch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Those of whom each can decrypt the same thing: the data key, or one share of it.
 *
 * @param age the wrapped keys for recipients that age itself knows
 * @param others how many keys there are for age's plugins and for other services, by their names
 */
record KeyGroup(List<WrappedKey> age, Map<String, Integer> others) {

    private static final List<String> SERVICES = List.of("pgp", "kms", "gcp_kms", "hckms", "azure_kv", "hc_vault");

    /** Reads the lists of one group. */
    static KeyGroup read(Branch group) {
        List<WrappedKey> age = new ArrayList<>();
        Map<String, Integer> others = new LinkedHashMap<>();
        for (Branch entry : group.branches("age")) {
            WrappedKey key = new WrappedKey(entry.text("recipient").strip(), entry.text("enc"));
            if (key.isNative()) {
                age.add(key);
            } else {
                others.merge(key.kind(), 1, Integer::sum);
            }
        }
        for (String service : SERVICES) {
            int count = group.branches(service).size();
            if (count > 0) {
                others.put(service, count);
            }
        }
        return new KeyGroup(age, others);
    }

    boolean isEmpty() {
        return age.isEmpty() && others.isEmpty();
    }
}
