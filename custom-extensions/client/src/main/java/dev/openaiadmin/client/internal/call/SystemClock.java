package dev.openaiadmin.client.internal.call;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock of the machine. */
public final class SystemClock implements Clock {
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
