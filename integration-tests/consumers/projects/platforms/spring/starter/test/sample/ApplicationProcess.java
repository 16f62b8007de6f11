package sample;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.CallListener;
import dev.openaiadmin.governance.snapshots.OrganizationSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.aot.AotDetector;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.task.AsyncTaskExecutor;

/** Starts the application as its main method does, uses it, and prints what {@link ProcessTest} expects. */
final class ApplicationProcess {
    private ApplicationProcess() {}

    /**
     * Starts the application; for {@code spans} a second time, with the spans of attempts left to an agent.
     *
     * @param arguments {@code projects}, {@code spans} or {@code threads}, followed by arguments of the application
     */
    public static void main(String[] arguments) throws Exception {
        start(arguments);
        if (arguments[0].equals("spans")) {
            String[] more = Arrays.copyOf(arguments, arguments.length + 1);
            more[arguments.length] = "--management.observations.enable.openai.admin.requests=false";
            start(more);
        }
    }

    private static void start(String... arguments) throws Exception {
        Set<String> threads = new ConcurrentSkipListSet<>();
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .main(Application.class)
                .initializers((GenericApplicationContext context) -> {
                    switch (arguments[0]) {
                        case "spans" ->
                            context.registerBean(
                                    "printedSpans",
                                    SpanProcessor.class,
                                    () -> SimpleSpanProcessor.create(new PrintedSpans()));
                        case "threads" ->
                            context.registerBean("threads", CallListener.Factory.class, () -> call -> {
                                threads.add(kindOf(Thread.currentThread()));
                                return new CallListener() {};
                            });
                        default -> {}
                    }
                })
                .run(arguments)) {
            System.out.println("projects: " + application.getBean(Application.Reports.class).projectNames());
            System.out.println("prepared ahead of time: " + AotDetector.useGeneratedArtifacts());
            System.out.println("timed attempts: "
                    + application.getBean(MeterRegistry.class).find("openai.admin.requests").timers().stream()
                            .mapToLong(timer -> timer.count())
                            .sum());
            if (arguments[0].equals("threads")) {
                threads.clear();
                application
                        .getBean(AsyncTaskExecutor.class)
                        .submit(() -> OrganizationSnapshot.of(application.getBean(AdminApi.class))
                                .writeTo(new StringWriter()))
                        .get();
                System.out.println("threads of a task and of its parallel reads: " + threads);
            }
        }
    }

    /** Returns VirtualThread or Thread. */
    private static String kindOf(Thread thread) {
        return thread.toString().replaceFirst("[^A-Za-z].*", "");
    }

    /** Prints the spans that Micrometer Tracing records. */
    private static final class PrintedSpans implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            spans.forEach(span -> System.out.println("span of micrometer: " + span.getKind() + " " + span.getName()));
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
