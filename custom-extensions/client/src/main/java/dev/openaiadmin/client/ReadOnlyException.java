package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;

/** Thrown when an operation that may change something is called where only reads are allowed. Nothing was sent. */
public final class ReadOnlyException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    private final String operation;

    ReadOnlyException(String operation) {
        super(operation + " may change the organization, and this client is read-only; nothing was sent. To allow it,"
                + " leave out readOnly(true) from the options, or create a view with admin.with(options ->"
                + " options.readOnly(false))");
        this.operation = operation;
    }

    /**
     * Returns the operation that was refused.
     *
     * @return the operation's id in the description, such as {@code createProject}
     */
    public String operation() {
        return operation;
    }
}
