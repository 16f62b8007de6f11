package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.keys.SecretSink;

import dev.openaiadmin.client.OpenAiAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Applies a blueprint, and dies at a given moment, without a word, as if the machine had gone: before a request, after an
 * answer that nobody has read yet, or once a key is stored. What is written to the journal falls in between.
 */
final class ApplyOnce {
    static final int KILLED = 137;
    static final ProjectBlueprint BLUEPRINT = ProjectBlueprint.named("payments-prod")
            .owner("ada@example.com")
            .member("new@example.com")
            .serviceAccount("ci")
            .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
            .spendAlert(50_000, "finance@example.com");

    private final AtomicInteger left;

    private ApplyOnce(int left) {
        this.left = new AtomicInteger(left);
    }

    /** The key comes in {@code OPENAI_ADMIN_KEY}; the arguments are the base URL, a folder, and the moment to die at. */
    public static void main(String[] arguments) {
        run(System.getenv("OPENAI_ADMIN_KEY"), arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    }

    /** Applies with the journal and the sink in that folder, and gives the number of moments that were left. */
    static int run(String key, String baseUrl, Path folder, int momentsToLive) {
        ApplyOnce life = new ApplyOnce(momentsToLive);
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(key)
                .baseUrl(baseUrl)
                .options(options -> options.onResponse(response -> life.moment()))
                .feign(pipeline -> pipeline.requestInterceptor(request -> life.moment()))
                .build()) {
            Governance.builder(admin)
                    .lag(Duration.ofMillis(2500))
                    .journal(ApplyJournal.file(folder.resolve("journal")))
                    .secrets(life.watched(SecretSink.files(folder)))
                    .build()
                    .plan(BLUEPRINT)
                    .apply();
        }
        return life.left.get();
    }

    private void moment() {
        if (left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private SecretSink watched(SecretSink sink) {
        return key -> {
            sink.store(key);
            moment();
        };
    }
}
