package dev.openaiadmin.governance.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ResponseInfo;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WithOrganization
class FocusExportTest {
    private static final DateRange NOVEMBER = DateRange.ofMonth(YearMonth.of(2026, 11));
    private static final Clock LATER = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.useClock(LATER);
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments"},
                              {"id": "proj_2", "name": "legacy", "status": "archived"}]}""");
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @ParameterizedTest
    @EnumSource(FocusVersion.class)
    void conforms_to_the_specification(FocusVersion version) throws IOException {
        spendOddly();

        FocusSummary written = export().version(version).writeTo(folder);

        assertThat(FocusRules.findings(Files.readString(written.file()), version.number()))
                .isEmpty();
        assertThat(written.rows()).isGreaterThan(100);
        assertThat(written.file().getFileName()).hasToString("openai-focus-" + version + "-2026-11-01-2026-12-01.csv");
    }

    @Test
    void adds_up_to_the_total_of_the_api_to_the_last_digit() throws IOException {
        BigDecimal spent = spendOddly();

        FocusSummary written = export().writeTo(folder);

        assertThat(written.differences()).isEmpty();
        assertThat(written.totals().get("USD")).isEqualByComparingTo(spent);
        assertThat(rows(written).stream()
                        .map(row -> new BigDecimal(row.get("BilledCost")))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(spent);
    }

    @Test
    void maps_a_charge() throws IOException {
        add(
                "2026-11-02",
                "1.20",
                Map.of(
                        "project_id",
                        "proj_2",
                        "line_item",
                        "gpt-5.1, cached input",
                        "quantity",
                        12,
                        "quantity_unit",
                        "1000_tokens"));

        assertThat(rows(export().writeTo(folder)))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsAllEntriesOf(Map.of(
                                "EffectiveCost", "1.2",
                                "BillingAccountId", "org-test",
                                "BillingAccountName", "Example GmbH",
                                "SubAccountName", "legacy",
                                "SkuMeter", "cached input",
                                "PricingUnit", "1000 Tokens",
                                "PricingQuantity", "12",
                                "ChargePeriodStart", "2026-11-02T00:00:00Z",
                                "ChargePeriodEnd", "2026-11-03T00:00:00Z",
                                "x_FocusVersion", "1.4"))
                        .doesNotContainKeys("x_UserId", "x_ApiKeyId", "ChargeClass", "InvoiceId"));
    }

    @Test
    void bills_nothing_for_prepaid_usage_and_calls_negative_amounts_credits() throws IOException {
        spend("2026-11-02", "5", "proj_1", "a");
        spend("2026-11-03", "-2", "proj_1", "a");

        assertThat(rows(export().prepaid(true).writeTo(folder)))
                .extracting(
                        row -> row.get("BilledCost"), row -> row.get("EffectiveCost"), row -> row.get("ChargeCategory"))
                .containsExactly(tuple("0", "5", "Usage"), tuple("0", "-2", "Credit"));
    }

    @Test
    void includes_users_and_keys_on_request_only() throws IOException {
        add("2026-11-02", "1", Map.of("user_id", "user_1", "api_key_id", "key_1"));

        assertThat(rows(export().includeUsers(true).includeApiKeys(true).writeTo(folder)))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("x_UserId", "user_1").containsEntry("x_ApiKeyId", "key_1"));
    }

    @Test
    void writes_the_schema_and_what_is_missing_beside_the_file() throws IOException {
        spend("2026-11-02", "5", "proj_1", "a");
        organization.failNext(Fault.status(403)
                .message("Missing scopes: api.management.read")
                .on("listProjects")
                .always());

        FocusSummary written = export().issuer("Reseller Ltd").writeTo(folder.resolve("costs.csv"));

        JsonNode metadata =
                new JsonMapper().readTree(folder.resolve("costs.metadata.json").toFile());
        assertThat(metadata.path("FocusVersion").textValue()).isEqualTo("1.4");
        assertThat(metadata.at("/ColumnDefinition/0/ColumnName").textValue()).isEqualTo("BilledCost");
        assertThat(metadata.path("ColumnDefinition"))
                .hasSameSizeAs(CsvFile.lines(Files.readString(written.file())).get(0));
        assertThat(metadata.at("/x_EffectiveCost/USD").textValue()).isEqualTo("5");
        assertThat(metadata.at("/x_Missing/0").textValue()).contains("api.management.read");
        assertThat(metadata.path("x_NotIncluded").toString()).contains("taxes");
        assertThat(rows(written))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("InvoiceIssuerName", "Reseller Ltd")
                        .doesNotContainKey("SubAccountName"));
    }

    @Test
    void reads_a_day_again_that_was_restated_meanwhile() {
        spend("2026-11-02", "5", "proj_1", "a");
        int[] responses = {0};
        OpenAiAdmin restating = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .options(options -> options.onResponse(response -> {
                    if ("listCosts".equals(response.operation()) && responses[0]++ == 0) {
                        spend("2026-11-02", "1", "proj_1", "a");
                    }
                }))
                .build();
        try (restating) {
            FocusSummary written =
                    FocusExport.of(restating, NOVEMBER).clock(LATER).writeTo(folder);

            assertThat(written.totals()).containsEntry("USD", new BigDecimal("6"));
            assertThat(written.differences()).isEmpty();
        }
    }

    @Test
    void takes_the_organization_from_the_responses() throws IOException {
        spend("2026-11-02", "5", "proj_1", "a");

        assertThat(rows(FocusExport.of(admin, NOVEMBER).clock(LATER).writeTo(folder)))
                .allSatisfy(row -> assertThat(row.get("BillingAccountId")).startsWith("org-"));
    }

    @Test
    void writes_no_name_that_a_spreadsheet_could_calculate() throws IOException {
        spend("2026-11-02", "-5", organization.projects().add("=cmd|' /C calc'!A0"), "a");

        FocusSummary written = export().writeTo(folder);

        assertThat(rows(written).get(0))
                .containsEntry("SubAccountName", "'=cmd|' /C calc'!A0")
                .containsEntry("BilledCost", "-5");
    }

    @Test
    void refuses_other_versions_and_folders_that_do_not_exist_before_any_request() {
        assertThatThrownBy(() -> FocusVersion.of("1.3"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("FOCUS version must be one of 1.2, 1.4, but was \"1.3\"");
        assertThatThrownBy(() -> export().writeTo(folder.resolve("missing/costs.csv")))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("no such folder");
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void keeps_calling_the_listener_of_the_client_while_it_learns_the_organization() {
        spend("2026-11-02", "1.2", "proj_1", null);
        List<ResponseInfo> seen = Collections.synchronizedList(new ArrayList<>());
        try (OpenAiAdmin listened = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .options(options -> options.onResponse(seen::add))
                .build()) {
            FocusExport.of(listened, NOVEMBER).clock(LATER).writeTo(folder);
        }

        assertThat(seen).hasSameSizeAs(organization.requests());
    }

    private FocusExport export() {
        return FocusExport.of(admin, NOVEMBER).clock(LATER).billingAccount("org-test", "Example GmbH");
    }

    private static List<Map<String, String>> rows(FocusSummary written) throws IOException {
        return CsvFile.rows(Files.readString(written.file()));
    }

    /** Spends with every unit and without one, with null groups, credits and odd decimals, and returns the sum. */
    private BigDecimal spendOddly() {
        Random random = new Random(14);
        BigDecimal sum = BigDecimal.ZERO;
        String[] units = {"tokens", "1000_tokens", "duration_hours", "gibibyte_hours", "images", "", "characters"};
        for (int i = 0; i < 200; i++) {
            BigDecimal amount = i % 17 == 0
                    ? new BigDecimal("0E-6176")
                    : new BigDecimal(new BigInteger(110, random), 30 + random.nextInt(8));
            amount = i % 11 == 0 ? amount.negate() : amount;
            Map<String, Object> fields = new HashMap<>();
            if (i % 5 != 0) {
                fields.put("project_id", "proj_" + i % 3);
            }
            if (i % 7 != 0) {
                fields.put("line_item", "model-" + i + ", \"input\"");
            }
            String unit = units[i % units.length];
            if (!unit.isEmpty()) {
                fields.put("quantity", i * 1.5);
                fields.put("quantity_unit", unit);
            }
            add("2026-11-%02d".formatted(1 + i % 30), amount.toString(), fields);
            sum = sum.add(amount);
        }
        return sum;
    }

    private void spend(String day, String amount, String project, @Nullable String lineItem) {
        Map<String, String> fields = new HashMap<>(Map.of("project_id", project));
        if (lineItem != null) {
            fields.put("line_item", lineItem);
        }
        add(day, amount, fields);
    }

    private void add(String day, String amount, Map<String, ?> fields) {
        organization
                .costs()
                .add(LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC), new BigDecimal(amount), fields);
    }
}
