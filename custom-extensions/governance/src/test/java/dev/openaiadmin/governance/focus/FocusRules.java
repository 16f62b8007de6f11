package dev.openaiadmin.governance.focus;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of FOCUS that can be checked in a file of costs of one provider, from the tables of the specification and not
 * from the code that writes the file.
 */
final class FocusRules {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Set<String> NEVER_NULL = Set.of(
            "BilledCost",
            "EffectiveCost",
            "ListCost",
            "ContractedCost",
            "BillingAccountId",
            "BillingCurrency",
            "BillingPeriodStart",
            "BillingPeriodEnd",
            "ChargePeriodStart",
            "ChargePeriodEnd",
            "ChargeCategory",
            "ChargeFrequency",
            "InvoiceIssuerName",
            "ServiceCategory",
            "ServiceSubcategory",
            "ServiceName");
    private static final Set<String> PRESENT =
            Set.of("BillingAccountName", "ChargeClass", "ChargeDescription", "PricingQuantity", "PricingUnit");
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "ChargeCategory", Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment"),
            "ChargeClass", Set.of("Correction"),
            "ChargeFrequency", Set.of("One-Time", "Recurring", "Usage-Based"),
            "PricingCategory", Set.of("Standard", "Dynamic", "Committed", "Other"),
            "ServiceCategory", Set.of("AI and Machine Learning"),
            "ServiceSubcategory",
                    Set.of(
                            "AI Platforms",
                            "Bots",
                            "Generative AI",
                            "Machine Learning",
                            "Natural Language Processing",
                            "Other (AI and Machine Learning)"));

    private final List<String> columns;
    private final List<Map<String, String>> rows;
    private final List<String> findings = new ArrayList<>();

    private FocusRules(List<String> columns, List<Map<String, String>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** Returns what is wrong with a file; nothing when it conforms. */
    static List<String> findings(String csv, String version) {
        FocusRules rules = new FocusRules(CsvFile.lines(csv).get(0), CsvFile.rows(csv));
        rules.checkColumns(version);
        rules.rows.forEach(rules::check);
        rules.checkSkus();
        return rules.findings;
    }

    private void checkColumns(String version) {
        Set<String> ofVersion = version.equals("1.2")
                ? Set.of("ProviderName", "PublisherName")
                : Set.of("ServiceProviderName", "HostProviderName");
        Set<String> notOfVersion = version.equals("1.2")
                ? Set.of("ServiceProviderName", "HostProviderName", "InvoiceDetailId")
                : Set.of("ProviderName", "PublisherName");
        for (Set<String> needed : List.of(NEVER_NULL, PRESENT, ofVersion)) {
            needed.stream().filter(name -> !columns.contains(name)).forEach(name -> findings.add("no column " + name));
        }
        notOfVersion.stream().filter(columns::contains).forEach(name -> findings.add("not of the version: " + name));
        boolean own = false;
        for (String column : columns) {
            own |= column.startsWith("x_");
            if (own && !column.startsWith("x_")) {
                findings.add("columns that are not of the specification come last: " + column);
            }
        }
        if (Set.copyOf(columns).size() != columns.size()) {
            findings.add("a column is there twice");
        }
        String provider = version.equals("1.2") ? "ProviderName" : "ServiceProviderName";
        rows.forEach(row -> require(row.containsKey(provider), provider + " is null", row));
    }

    private void check(Map<String, String> row) {
        NEVER_NULL.forEach(name -> require(row.containsKey(name), name + " is null", row));
        ALLOWED.forEach((name, values) ->
                require(!row.containsKey(name) || values.contains(row.get(name)), name + " has no allowed value", row));
        row.forEach((name, value) -> {
            require(!Set.of("null", "N/A", "NULL", "n/a").contains(value), name + " has a stand-in for null", row);
            if (name.endsWith("Cost") || name.endsWith("Quantity")) {
                require(NUMBER.matcher(value).matches(), name + " is no number", row);
            }
            if (name.endsWith("Start") || name.endsWith("End")) {
                require(TIME.matcher(value).matches(), name + " is no time in UTC", row);
            }
        });
        require(Pattern.matches("[A-Z]{3}", text(row, "BillingCurrency")), "no currency of ISO 4217", row);
        periods(row);
        costs(row);
        quantities(row);
    }

    private void periods(Map<String, String> row) {
        Instant billingStart = Instant.parse(text(row, "BillingPeriodStart"));
        Instant billingEnd = Instant.parse(text(row, "BillingPeriodEnd"));
        Instant start = Instant.parse(text(row, "ChargePeriodStart"));
        Instant end = Instant.parse(text(row, "ChargePeriodEnd"));
        require(start.isBefore(end), "the charge period is empty", row);
        require(!start.isBefore(billingStart) && start.isBefore(billingEnd), "the charge is not in its month", row);
        require(text(row, "BillingPeriodStart").endsWith("-01T00:00:00Z"), "the billing period is no month", row);
    }

    private void costs(Map<String, String> row) {
        require(
                number(row, "ListCost").compareTo(number(row, "EffectiveCost")) == 0,
                "ListCost differs without a price",
                row);
        require(
                number(row, "ContractedCost").compareTo(number(row, "EffectiveCost")) == 0,
                "ContractedCost differs without a price",
                row);
        boolean purchase = "Purchase".equals(row.get("ChargeCategory"));
        require(
                !(purchase && "Usage-Based".equals(row.get("ChargeFrequency"))),
                "a purchase is never usage-based",
                row);
    }

    private void quantities(Map<String, String> row) {
        require(
                row.containsKey("PricingQuantity") == row.containsKey("PricingUnit"),
                "PricingUnit is null exactly when its quantity is",
                row);
        require(
                row.containsKey("ConsumedQuantity") == row.containsKey("ConsumedUnit"),
                "ConsumedUnit is null exactly when its quantity is",
                row);
        require(
                row.containsKey("PricingQuantity") == row.containsKey("SkuPriceId"),
                "PricingQuantity is null exactly when SkuPriceId is",
                row);
        require(
                !row.containsKey("ConsumedQuantity") || "Usage".equals(row.get("ChargeCategory")),
                "only usage is consumed",
                row);
        require(!row.containsKey("SkuPriceId") || row.containsKey("SkuId"), "SkuPriceId without SkuId", row);
    }

    private void checkSkus() {
        Map<String, @Nullable String> skuByPrice = new LinkedHashMap<>();
        Map<String, String> categoryByService = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            String price = row.get("SkuPriceId");
            if (price != null) {
                String before = skuByPrice.putIfAbsent(price, row.get("SkuId"));
                require(before == null || before.equals(row.get("SkuId")), "a SkuPriceId has one SkuId", row);
            }
            String before = categoryByService.putIfAbsent(text(row, "ServiceName"), text(row, "ServiceCategory"));
            require(
                    before == null || before.equals(row.get("ServiceCategory")),
                    "a ServiceName has one ServiceCategory",
                    row);
        }
    }

    private void require(boolean holds, String finding, Map<String, String> row) {
        if (!holds) {
            findings.add(finding + ": " + row);
        }
    }

    private static String text(Map<String, String> row, String name) {
        return row.getOrDefault(name, "");
    }

    private static BigDecimal number(Map<String, String> row, String name) {
        return new BigDecimal(row.getOrDefault(name, "0"));
    }
}
