package dev.openaiadmin.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A random change to the bytes of a JSON document, which may leave invalid or unexpected JSON. */
enum Mutation {
    FLIPPED_BITS {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            byte[] flipped = json.clone();
            for (int i = random.nextInt(1, 5); i > 0 && flipped.length > 0; i--) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return flipped;
        }
    },
    CUT_OFF {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            return replaced(json, random.nextInt(json.length + 1), json.length, NOTHING);
        }
    },
    DROPPED_PART {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            int from = random.nextInt(json.length + 1);
            return replaced(json, from, random.nextInt(from, json.length + 1), NOTHING);
        }
    },
    INSERTED_BYTES {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            byte[] inserted = new byte[random.nextInt(1, 10)];
            random.nextBytes(inserted);
            int place = random.nextInt(json.length + 1);
            return replaced(json, place, place, inserted);
        }
    },
    REPEATED_PART {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            int from = random.nextInt(json.length + 1);
            int to = random.nextInt(from, json.length + 1);
            return replaced(json, to, to, Arrays.copyOfRange(json, from, to));
        }
    },
    REPEATED_WHOLE {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            return replaced(json, 0, 0, json);
        }
    },
    OTHER_TOKEN {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            return withToken(json, random, bytes(TOKENS.get(random.nextInt(TOKENS.size()))));
        }
    },
    SWAPPED_TOKEN {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            List<MatchResult> tokens = valuesOf(json);
            if (tokens.isEmpty()) {
                return json;
            }
            MatchResult token = tokens.get(random.nextInt(tokens.size()));
            return withToken(json, random, bytes(token.group()));
        }
    },
    NESTED {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            int depth = random.nextInt(10) == 0 ? 100_000 : random.nextInt(1, 200);
            boolean closed = random.nextBoolean();
            return withToken(
                    json,
                    random,
                    bytes(
                            random.nextBoolean()
                                    ? "[".repeat(depth) + (closed ? "]".repeat(depth) : "")
                                    : "{\"a\":".repeat(depth) + "1" + (closed ? "}".repeat(depth) : "")));
        }
    },
    HUGE_NUMBER {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            String digits = String.valueOf(random.nextInt(1, 10)).repeat(1 << random.nextInt(16));
            String number = switch (random.nextInt(4)) {
                case 0 -> digits;
                case 1 -> "-" + digits;
                case 2 -> "0." + digits;
                default -> "1." + digits + "e" + random.nextInt();
            };
            return withToken(json, random, bytes(random.nextBoolean() ? number : '"' + number + '"'));
        }
    },
    INVALID_UTF_8 {
        @Override
        byte[] of(byte[] json, RandomGenerator random) {
            byte[][] sequences = {
                {(byte) 0x80},
                {(byte) 0xC0, (byte) 0xAF},
                {(byte) 0xE2, (byte) 0x82},
                {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80},
                {(byte) 0xFE, (byte) 0xFF},
                {(byte) 0xFF, (byte) 0xFE, 0, 0}
            };
            int place = random.nextInt(4) == 0 ? 0 : random.nextInt(json.length + 1);
            return replaced(json, place, place, sequences[random.nextInt(sequences.length)]);
        }
    };

    private static final byte[] NOTHING = {};
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*+\"|-?[0-9][0-9.eE+-]*+|[a-z]++|[\\[\\]{},:]");
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e3",
            "1e400",
            "1e999999999",
            "-1e-999999999",
            "1e2147483648",
            "0E-6176",
            "9223372036854775808",
            "-9223372036854775809",
            "31556889864403200",
            "NaN",
            "\"\"",
            "\" \"",
            "\"text\"",
            "\"1790000000\"",
            "\"1e999999999\"",
            "\"NaN\"",
            "\"-Infinity\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(70_000) + "\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"\": {}}",
            "{\"type\": null}",
            "{\"object\": \"list\", \"data\": [{}]}",
            ",",
            ":",
            "");

    /** Returns the changed bytes; the given bytes may be the result of another mutation. */
    abstract byte[] of(byte[] json, RandomGenerator random);

    /** Replaces mostly a value, which leaves valid JSON, and sometimes any token. */
    private static byte[] withToken(byte[] json, RandomGenerator random, byte[] token) {
        List<MatchResult> tokens = random.nextInt(4) == 0 ? tokensOf(json) : valuesOf(json);
        if (tokens.isEmpty()) {
            return token;
        }
        MatchResult old = tokens.get(random.nextInt(tokens.size()));
        return replaced(json, old.start(), old.end(), token);
    }

    private static List<MatchResult> valuesOf(byte[] json) {
        return tokensOf(json).stream()
                .filter(token -> ",:[]{}".indexOf(token.group().charAt(0)) < 0)
                .filter(token -> token.end() == json.length || json[token.end()] != ':')
                .toList();
    }

    private static List<MatchResult> tokensOf(byte[] json) {
        // One character for each byte, so that positions in the text are positions in the bytes.
        return TOKEN.matcher(new String(json, StandardCharsets.ISO_8859_1))
                .results()
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
