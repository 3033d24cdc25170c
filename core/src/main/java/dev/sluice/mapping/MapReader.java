package dev.sluice.mapping;

import io.r2dbc.spi.Readable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a row as a map from label to value, in the order of the columns; of equal labels the first. */
final class MapReader implements RowReader<Map<String, @Nullable Object>> {

    private final List<String> labels;
    private final List<ColumnReader> readers;

    MapReader(List<String> labels, List<ColumnReader> readers) {
        this.labels = labels;
        this.readers = readers;
    }

    @Override
    public Map<String, @Nullable Object> read(Readable row, long number) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < labels.size(); i++) {
            map.put(labels.get(i), readers.get(i).read(row, number));
        }
        return Collections.unmodifiableMap(map);
    }
}
