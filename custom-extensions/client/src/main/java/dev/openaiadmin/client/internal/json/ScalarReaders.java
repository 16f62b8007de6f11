package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Reads single values. Numbers may be strings, since the API has sent such numbers. They keep all their digits. */
final class ScalarReaders {
    private static final long EARLIEST = Instant.MIN.getEpochSecond();
    private static final long LATEST = Instant.MAX.getEpochSecond();
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private ScalarReaders() {}

    /** Numbers and booleans are read as they are written. */
    static String text(JsonParser json) throws IOException {
        String text = json.getValueAsString();
        if (text == null) {
            throw ValueReader.misfit();
        }
        return text;
    }

    static Boolean bool(JsonParser json) throws IOException {
        String word = text(json);
        if (!word.equals("true") && !word.equals("false")) {
            throw ValueReader.misfit();
        }
        return word.equals("true");
    }

    static Integer integer(JsonParser json) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return json.getIntValue();
        }
        try {
            return decimal(json).intValueExact();
        } catch (ArithmeticException e) {
            throw notWhole(e);
        }
    }

    static Long longInteger(JsonParser json) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return json.getLongValue();
        }
        try {
            return decimal(json).longValueExact();
        } catch (ArithmeticException e) {
            throw notWhole(e);
        }
    }

    private static IOException notWhole(ArithmeticException e) {
        return ValueReader.misfit("is not a whole number in range", e);
    }

    static BigDecimal decimal(JsonParser json) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT) || json.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            return json.getDecimalValue();
        }
        if (json.hasToken(JsonToken.VALUE_STRING) && json.getTextLength() <= JsonStreams.LONGEST_NUMBER) {
            try {
                return new BigDecimal(json.getText().strip());
            } catch (NumberFormatException e) {
                throw ValueReader.misfit("is not a number", e);
            }
        }
        throw ValueReader.misfit();
    }

    static Instant unixSeconds(JsonParser json) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            long seconds = json.getLongValue();
            if (seconds >= EARLIEST && seconds <= LATEST) {
                return Instant.ofEpochSecond(seconds);
            }
        } else {
            BigDecimal value = decimal(json);
            // Only numbers in range are taken apart: 1e999999999 is a BigDecimal as well.
            if (value.compareTo(BigDecimal.valueOf(EARLIEST)) > 0 && value.compareTo(BigDecimal.valueOf(LATEST)) <= 0) {
                long whole = value.longValue();
                BigDecimal rest = value.subtract(BigDecimal.valueOf(whole));
                return Instant.ofEpochSecond(whole, rest.multiply(NANOS).longValue());
            }
        }
        throw ValueReader.misfit("is not a time in range", null);
    }
}
