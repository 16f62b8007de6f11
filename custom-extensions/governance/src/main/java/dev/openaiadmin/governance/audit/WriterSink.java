package dev.openaiadmin.governance.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Prints lines. */
final class WriterSink implements AuditSink {
    private final Writer target;
    private final Writer out;
    private final AuditFormat format;

    WriterSink(Writer target, AuditFormat format) {
        this.target = target;
        this.out = new BufferedWriter(target);
        this.format = format;
    }

    @Override
    public void accept(AuditEvent event) throws IOException {
        for (String line : format.lines(event)) {
            out.write(line);
            out.write('\n');
        }
    }

    @Override
    public @Nullable String commit() throws IOException {
        out.flush();
        if (target instanceof PrintWriter printed && printed.checkError()) {
            throw new IOException("the output is closed");
        }
        return null;
    }
}
