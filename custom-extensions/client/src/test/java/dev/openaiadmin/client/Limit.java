package dev.openaiadmin.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Rate limits as servers apply them; each allows ten calls a minute. */
enum Limit {
    /** At most ten in any minute. */
    SLIDING_MINUTE {
        @Override
        Limiter start() {
            return sliding(10, false);
        }
    },
    /** At most ten in any minute; refused calls count as well. */
    SLIDING_MINUTE_OF_ALL_THAT_COMES {
        @Override
        Limiter start() {
            return sliding(10, true);
        }
    },
    /** Ten in each minute of the server's clock. */
    MINUTE_OF_THE_CLOCK {
        @Override
        Limiter start() {
            return new Limiter() {
                private long minute;
                private int count;

                @Override
                public boolean admits(Duration now) {
                    // The first minute ends soon after the first call.
                    long current = now.plusSeconds(40).toMinutes();
                    count = current == minute ? count + 1 : 1;
                    minute = current;
                    return count <= 10;
                }
            };
        }
    },
    /** One every six seconds, and up to ten at once after a pause. */
    BUCKET {
        @Override
        Limiter start() {
            return bucket(10);
        }
    },
    /** One every six seconds. */
    DROPS {
        @Override
        Limiter start() {
            return bucket(1);
        }
    };

    abstract Limiter start();

    /** The state of one limit. */
    @FunctionalInterface
    interface Limiter {
        boolean admits(Duration now);
    }

    static Limiter sliding(int perMinute, boolean countsRefused) {
        Deque<Duration> counted = new ArrayDeque<>();
        return now -> {
            while (!counted.isEmpty() && counted.getFirst().compareTo(now.minusSeconds(60)) <= 0) {
                counted.removeFirst();
            }
            boolean admitted = counted.size() < perMinute;
            if (admitted || countsRefused) {
                counted.addLast(now);
            }
            return admitted;
        };
    }

    private static Limiter bucket(int size) {
        return new Limiter() {
            private double tokens = size;
            private Duration last = Duration.ZERO;

            @Override
            public boolean admits(Duration now) {
                tokens = Math.min(size, tokens + now.minus(last).toNanos() / 6e9);
                last = now;
                if (tokens < 1) {
                    return false;
                }
                tokens--;
                return true;
            }
        };
    }
}
