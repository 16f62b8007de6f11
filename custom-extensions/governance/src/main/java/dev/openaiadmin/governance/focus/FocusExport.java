package dev.openaiadmin.governance.focus;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.text.OutputFile;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.CostGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes costs as a CSV file of the Cost and Usage dataset of FOCUS, with a metadata file beside it.
 *
 * <pre>{@code
 * FocusSummary written = FocusExport.of(admin, DateRange.ofYear(2026))
 *         .billingAccount("org-abc123", "Example GmbH")
 *         .writeTo(Path.of("openai-focus.csv"));
 * }</pre>
 *
 * <p>There is a row for each day, project and line item. The version is in the column {@code x_FocusVersion}, in the metadata
 * and in the default name of the file. Amounts have every digit that the API returns. The memory does not grow with the
 * number of days: the costs of some days are read at a time and written. Each day is compared with its total, and read again
 * if a revision came in between.
 *
 * <p>The API does not return taxes, invoices, purchases of credit and list prices; the metadata say so, and their columns
 * are null or left out. An amount that is negative is a credit. Not thread-safe.
 */
public final class FocusExport {
    private static final String METADATA = ".metadata.json";

    private final OpenAiAdmin admin;
    private final DateRange range;
    private FocusVersion version = FocusVersion.V1_4;
    private boolean prepaid;
    private String issuer = "OpenAI";
    private @Nullable String billingAccountId;
    private @Nullable String billingAccountName;
    private boolean users;
    private boolean apiKeys;
    private Clock clock = Clock.systemUTC();

    private FocusExport(OpenAiAdmin admin, DateRange range) {
        this.admin = admin;
        this.range = range;
    }

    /**
     * Prepares an export in version 1.4 of usage that is invoiced by OpenAI.
     *
     * @param admin the client
     * @param range the days; days in the future have no costs
     * @return an export; nothing is read before {@link #writeTo}
     */
    public static FocusExport of(OpenAiAdmin admin, DateRange range) {
        return new FocusExport(admin, range);
    }

    /**
     * Sets the version.
     *
     * @param version {@link FocusVersion#V1_4} by default
     * @return this export
     */
    public FocusExport version(FocusVersion version) {
        this.version = version;
        return this;
    }

    /**
     * Sets whether the usage is drawn from credit that was bought before, which the API does not tell. {@code BilledCost} is
     * then 0, because the purchase of the credit was billed.
     *
     * @param prepaid false by default
     * @return this export
     */
    public FocusExport prepaid(boolean prepaid) {
        this.prepaid = prepaid;
        return this;
    }

    /**
     * Sets who issues the invoices.
     *
     * @param issuer {@code OpenAI} by default; another name for a reseller
     * @return this export
     * @throws InvalidValueException if it is blank
     */
    public FocusExport issuer(String issuer) {
        this.issuer = notBlank("issuer", issuer);
        return this;
    }

    /**
     * Sets the billing account.
     *
     * @param id the id of the organization, such as {@code org-abc123}; by default, what the API returns in the header
     *     {@code openai-organization}
     * @param name the name of the organization, or null
     * @return this export
     * @throws InvalidValueException if the id is blank
     */
    public FocusExport billingAccount(String id, @Nullable String name) {
        this.billingAccountId = notBlank("billingAccount", id);
        this.billingAccountName = name;
        return this;
    }

    /**
     * Sets whether charges are also divided by users, which can be personal data.
     *
     * @param users false by default; the ids are in the column {@code x_UserId}
     * @return this export
     */
    public FocusExport includeUsers(boolean users) {
        this.users = users;
        return this;
    }

    /**
     * Sets whether charges are also divided by API keys.
     *
     * @param apiKeys false by default; the ids are in the column {@code x_ApiKeyId}
     * @return this export
     */
    public FocusExport includeApiKeys(boolean apiKeys) {
        this.apiKeys = apiKeys;
        return this;
    }

    /**
     * Sets what tells the time.
     *
     * @param clock the clock of the system by default
     * @return this export
     */
    public FocusExport clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    private static String notBlank(String name, String value) {
        if (value.isBlank()) {
            throw new InvalidValueException(name, value, "must not be blank");
        }
        return value.strip();
    }

    /**
     * Reads the costs and writes them. Both files appear, or are replaced, as a whole.
     *
     * @param file the file for the charges, or an existing folder, in which the file is named after the version and the days,
     *     such as {@code openai-focus-1.4-2026-01-01-2027-01-01.csv}; the metadata are in a file beside it whose name ends
     *     with {@code .metadata.json}
     * @return what was written
     * @throws GovernanceException if a file cannot be written, or the billing account is not known
     * @throws dev.openaiadmin.OpenAiAdminException if the costs cannot be read
     */
    public FocusSummary writeTo(Path file) {
        Path target = Files.isDirectory(file) ? file.resolve(defaultName()) : file;
        Path metadata = metadataOf(target);
        try {
            OutputFile.requireFolder(folderOf(target));
            FocusStream stream = new FocusStream(
                    admin,
                    range,
                    groups(),
                    billingAccountId == null,
                    clock.instant().truncatedTo(ChronoUnit.SECONDS));
            FocusSettings written = settings(stream);
            OutputFile.write(target, OutputFile.Readers.DEFAULT, out -> stream.writeTo(out, written));
            FocusSummary summary = stream.summary(target, metadata);
            String json = FocusMetadata.of(summary, written, range, stream.provisionalFrom(), stream.now());
            OutputFile.write(metadata, OutputFile.Readers.DEFAULT, out -> out.write(json));
            return summary;
        } catch (IOException e) {
            throw new GovernanceException(
                    "The FOCUS file cannot be written: " + PrintableText.line(String.valueOf(e.getMessage())), e);
        }
    }

    private String defaultName() {
        return "openai-focus-" + version + "-" + range.from() + "-" + range.to() + ".csv";
    }

    private static Path folderOf(Path file) throws IOException {
        Path followed = OutputFile.followed(file);
        return Objects.requireNonNullElse(followed.getParent(), followed);
    }

    private static Path metadataOf(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.csv$", "") + METADATA);
    }

    private List<CostGroup> groups() {
        Set<CostGroup> groups = new LinkedHashSet<>(List.of(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM));
        if (users) {
            groups.add(CostGroup.USER_ID);
        }
        if (apiKeys) {
            groups.add(CostGroup.API_KEY_ID);
        }
        return List.copyOf(groups);
    }

    private FocusSettings settings(FocusStream stream) {
        String id = billingAccountId == null ? stream.organization() : billingAccountId;
        if (id == null) {
            throw new GovernanceException(
                    "FOCUS needs the id of the billing account, which is neither set nor in the header"
                            + " openai-organization of a response; set the id of the organization, such as org-abc123");
        }
        return new FocusSettings(version, prepaid, issuer, id, billingAccountName);
    }
}
