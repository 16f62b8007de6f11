package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;

/** The operation may change something, and was called where only reads are allowed; nothing has been sent. */
public final class ReadOnlyException extends OpenAiAdminException {
    private static final long serialVersionUID = 1L;

    private final String operation;

    ReadOnlyException(String operation) {
        super(operation + " may change the organization, and this client is read-only; nothing was sent. To allow it,"
                + " leave out readOnly(true) from the options, or make a view with admin.with(options ->"
                + " options.readOnly(false))");
        this.operation = operation;
    }

    /**
     * Tells what was refused.
     *
     * @return the operation's name in the description, such as {@code createProject}
     */
    public String operation() {
        return operation;
    }
}
