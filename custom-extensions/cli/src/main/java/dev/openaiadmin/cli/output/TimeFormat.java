package dev.openaiadmin.cli.output;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How times are written; named as users write it. */
public enum TimeFormat {
    local,
    utc,
    unix;

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssX");
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private Object written(Number seconds, ZoneId zone) {
        Instant time = Instant.ofEpochSecond(seconds.longValue());
        return switch (this) {
            case local -> LOCAL.format(time.atZone(zone));
            case utc -> UTC.format(time.atZone(ZoneOffset.UTC));
            case unix -> seconds;
        };
    }

    /** Returns a value whose fields of the given names are written in this way. */
    @Nullable
    Object rewritten(@Nullable Object value, Set<String> names, ZoneId zone) {
        if (this == unix) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            map.forEach((name, field) -> {
                boolean time = names.contains(String.valueOf(name)) && field instanceof Number;
                boolean whole = time && !(field instanceof BigDecimal);
                written.put(
                        String.valueOf(name), whole ? written((Number) field, zone) : rewritten(field, names, zone));
            });
            return written;
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> written = new ArrayList<>();
            items.forEach(item -> written.add(rewritten(item, names, zone)));
            return written;
        }
        return value;
    }
}
