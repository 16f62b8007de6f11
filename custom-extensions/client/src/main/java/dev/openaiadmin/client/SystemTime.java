package dev.openaiadmin.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's clock, and waits that end when the client they belong to is closed. */
final class SystemTime implements Time {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        boolean unused = ended.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void endWaits() {
        ended.countDown();
    }
}
