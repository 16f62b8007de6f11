package dev.openaiadmin.cli.settings;

import dev.openaiadmin.client.AttemptEnd;
import dev.openaiadmin.client.CallInfo;
import dev.openaiadmin.client.CallListener;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.time.Duration;

/** Writes a line for each attempt of a call. It has neither the key, nor bodies, nor values of parameters. */
final class RequestLog implements CallListener {
    private final CallInfo call;
    private final PrintWriter err;

    RequestLog(CallInfo call, PrintWriter err) {
        this.call = call;
        this.err = err;
    }

    @Override
    public void attemptEnded(AttemptEnd attempt) {
        Integer status = attempt.status();
        String requestId = attempt.requestId();
        write(call.method() + " " + call.pathTemplate() + " (" + call.operation() + ", attempt " + attempt.attempt()
                + "): "
                + (status == null ? "no response" : status.toString())
                + (requestId == null ? "" : ", request " + requestId)
                + ", " + attempt.duration().toMillis() + " ms");
    }

    @Override
    public void retryScheduled(int nextAttempt, Duration wait) {
        write(call.method() + " " + call.pathTemplate() + ": attempt " + nextAttempt + " in " + wait.toMillis()
                + " ms");
    }

    private void write(String line) {
        err.println(PrintableText.line(line));
        err.flush();
    }
}
