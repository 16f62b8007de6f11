package dev.openaiadmin.governance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ParallelReadsTest {
    @Test
    void hands_over_results_in_order_whatever_order_they_arrive_in() {
        CountDownLatch last = new CountDownLatch(1);
        try (ParallelReads reads = new ParallelReads(2)) {
            assertThat(reads.all(IntStream.range(0, 100).boxed().toList(), item -> {
                        if (item == 0) {
                            await(last);
                        }
                        if (item == 2) {
                            last.countDown();
                        }
                        return item;
                    }))
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        }
    }

    @Test
    void reads_no_further_ahead_than_it_has_requests_under_way() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger furthestAhead = new AtomicInteger();
        try (ParallelReads reads = new ParallelReads(4)) {
            AtomicInteger taken = new AtomicInteger();
            reads.forEach(
                    IntStream.range(0, 1_000).boxed().toList(),
                    item -> begun.incrementAndGet(),
                    result -> furthestAhead.accumulateAndGet(begun.get() - taken.getAndIncrement(), Math::max));
        }
        assertThat(furthestAhead.get()).isLessThanOrEqualTo(8);
    }

    @Test
    void throws_what_a_read_has_thrown() {
        try (ParallelReads reads = new ParallelReads(2)) {
            assertThatThrownBy(() -> reads.all(IntStream.range(0, 10).boxed().toList(), item -> {
                        throw new InvalidValueException("item", item, "is wrong");
                    }))
                    .isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void reads_on_daemon_threads_if_the_caller_is_a_platform_thread() {
        assertThat(readingThreads())
                .allSatisfy(thread -> assertThat(thread).startsWith("Thread[").contains("openai-governance-read-"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void reads_on_virtual_threads_if_the_caller_is_a_virtual_thread() throws Exception {
        FutureTask<List<String>> reading = new FutureTask<>(ParallelReadsTest::readingThreads);
        Thread caller = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, reading);
        caller.join();

        assertThat(reading.get())
                .allSatisfy(thread ->
                        assertThat(thread).startsWith("VirtualThread[").contains("openai-governance-read-"));
    }

    private static List<String> readingThreads() {
        try (ParallelReads reads = new ParallelReads(2)) {
            return reads.all(List.of(1, 2), item -> Thread.currentThread().toString());
        }
    }

    @Test
    void refuses_a_number_out_of_range() {
        for (int number : new int[] {0, -1, 257}) {
            assertThatThrownBy(() -> new ParallelReads(number)).isInstanceOf(InvalidValueException.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
