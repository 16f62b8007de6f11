package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.focus.FocusExport;
import dev.openaiadmin.governance.focus.FocusVersion;
import dev.openaiadmin.governance.reports.DateRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a FOCUS file says besides the costs. */
final class FocusOptions {
    @Option(
            names = "--focus-version",
            paramLabel = "VERSION",
            defaultValue = "1.4",
            description = "1.4 or 1.2. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private String version;

    @Option(
            names = "--prepaid",
            description =
                    "The usage is drawn from prepaid credit, so that nothing is billed for it. The API does not tell.")
    private boolean prepaid;

    @Option(
            names = "--issuer",
            paramLabel = "NAME",
            defaultValue = "OpenAI",
            description = "Who issues the invoices. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private String issuer;

    @Option(
            names = "--billing-account",
            paramLabel = "ID",
            description = "The id of the organization. Default: what the API returns.")
    private @Nullable String billingAccount;

    @Option(
            names = "--billing-account-name",
            paramLabel = "NAME",
            description = "The name of the organization; needs --billing-account.")
    private @Nullable String billingAccountName;

    @Option(names = "--include-users", description = "Divide charges by users, which can be personal data.")
    private boolean users;

    @Option(names = "--include-api-keys", description = "Divide charges by API keys.")
    private boolean apiKeys;

    /** Prepares an export. Nothing is read before it is written. */
    FocusExport export(OpenAiAdmin admin, DateRange range) {
        FocusExport export = FocusExport.of(admin, range)
                .version(version())
                .prepaid(prepaid)
                .issuer(issuer)
                .includeUsers(users)
                .includeApiKeys(apiKeys);
        return billingAccount == null ? export : export.billingAccount(billingAccount, billingAccountName);
    }

    /** Refuses values that cannot be used. */
    void validate() {
        version();
        if (billingAccountName != null && billingAccount == null) {
            throw new InvalidValueException("--billing-account-name", billingAccountName, "needs --billing-account");
        }
    }

    private FocusVersion version() {
        return FocusVersion.of(version);
    }
}
