package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Read single values. Numbers may stand in quotes, since the API has sent them so; no digit of one is dropped. */
final class PlainReaders {
    private static final long LATEST = Instant.MAX.getEpochSecond();
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private PlainReaders() {}

    /** Numbers, true and false are texts as well, as they stand there. */
    static String text(JsonParser json) throws IOException {
        String text = json.getValueAsString();
        if (text == null) {
            throw ValueReader.misfit(json);
        }
        return text;
    }

    static Boolean truth(JsonParser json) throws IOException {
        String word = text(json);
        if (!word.equals("true") && !word.equals("false")) {
            throw ValueReader.misfit(json);
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
            throw inexact(json, e);
        }
    }

    static Long longInteger(JsonParser json) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return json.getLongValue();
        }
        try {
            return decimal(json).longValueExact();
        } catch (ArithmeticException e) {
            throw inexact(json, e);
        }
    }

    private static IOException inexact(JsonParser json, ArithmeticException e) {
        return ValueReader.misfit(json, "A number with a fraction, or out of range", e);
    }

    static BigDecimal decimal(JsonParser json) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT) || json.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            return json.getDecimalValue();
        }
        if (json.hasToken(JsonToken.VALUE_STRING) && json.getTextLength() <= Jackson.LONGEST_NUMBER) {
            try {
                return new BigDecimal(json.getText().strip());
            } catch (NumberFormatException e) {
                throw ValueReader.misfit(json, "A text that is no number", e);
            }
        }
        throw ValueReader.misfit(json);
    }

    static Instant unixSeconds(JsonParser json) throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            long seconds = json.getLongValue();
            if (Math.abs(seconds) <= LATEST) {
                return Instant.ofEpochSecond(seconds);
            }
        } else {
            BigDecimal value = decimal(json);
            // Parts are taken only of numbers that an Instant can hold: 1e999999999 is a BigDecimal, too.
            if (value.abs().compareTo(BigDecimal.valueOf(LATEST)) <= 0) {
                long whole = value.longValue();
                BigDecimal rest = value.subtract(BigDecimal.valueOf(whole));
                return Instant.ofEpochSecond(whole, rest.multiply(NANOS).longValue());
            }
        }
        throw ValueReader.misfit(json, "A time out of range", null);
    }
}
