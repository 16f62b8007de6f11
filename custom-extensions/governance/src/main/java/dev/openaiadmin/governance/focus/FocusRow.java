package dev.openaiadmin.governance.focus;

import dev.openaiadmin.governance.internal.report.CostValue;
import dev.openaiadmin.governance.internal.report.CsvTable;
import dev.openaiadmin.model.Cost;
import dev.openaiadmin.model.CostQuantityUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One charge: a group of costs of a day. */
final class FocusRow {
    private static final String PROVIDER = "OpenAI";
    private static final Map<CostQuantityUnit, String> UNITS = Map.of(
            CostQuantityUnit.TOKENS, "Tokens",
            CostQuantityUnit.THOUSAND_TOKENS, "1000 Tokens",
            CostQuantityUnit.DURATION_SECONDS, "Seconds",
            CostQuantityUnit.DURATION_MINUTES, "Minutes",
            CostQuantityUnit.DURATION_HOURS, "Hours",
            CostQuantityUnit.GIBIBYTE_HOURS, "GiB-Hours",
            CostQuantityUnit.IMAGES, "Images",
            CostQuantityUnit.CHARACTERS, "Characters");

    private final FocusSettings settings;
    private final FocusDay day;
    private final Cost cost;
    private final CostValue value;
    private final @Nullable String projectName;
    private final BigDecimal amount;
    private final @Nullable BigDecimal quantity;

    FocusRow(FocusSettings settings, FocusDay day, Cost cost, CostValue value, @Nullable String projectName) {
        this.settings = settings;
        this.day = day;
        this.cost = cost;
        this.value = value;
        this.projectName = projectName;
        this.amount = CostValue.written(value.amount());
        this.quantity = quantity(cost);
    }

    void write(CsvTable table) throws IOException {
        for (FocusColumn column : settings.columns()) {
            switch (column.type()) {
                case DECIMAL -> table.number(number(column));
                case DATETIME -> table.text(time(column));
                case STRING -> table.text(text(column));
            }
        }
        table.end();
    }

    private @Nullable BigDecimal number(FocusColumn column) {
        return switch (column) {
            // Use that is drawn from prepaid credit is invoiced by the purchase of the credit.
            case BILLED_COST -> settings.prepaid() ? BigDecimal.ZERO : amount;
            case EFFECTIVE_COST, LIST_COST, CONTRACTED_COST -> amount;
            case PRICING_QUANTITY, CONSUMED_QUANTITY -> quantity;
            default -> throw new IllegalStateException(column + " has no number");
        };
    }

    private String time(FocusColumn column) {
        return switch (column) {
            case BILLING_PERIOD_START -> day.billingPeriodStart();
            case BILLING_PERIOD_END -> day.billingPeriodEnd();
            case CHARGE_PERIOD_START -> day.chargePeriodStart();
            case CHARGE_PERIOD_END -> day.chargePeriodEnd();
            default -> throw new IllegalStateException(column + " has no time");
        };
    }

    private @Nullable String text(FocusColumn column) {
        return switch (column) {
            case BILLING_ACCOUNT_ID -> settings.billingAccountId();
            case BILLING_ACCOUNT_NAME -> settings.billingAccountName();
            case BILLING_CURRENCY -> value.currency();
            case CHARGE_CATEGORY -> isCredit() ? "Credit" : "Usage";
            case CHARGE_FREQUENCY -> isCredit() ? "One-Time" : "Usage-Based";
            case CHARGE_DESCRIPTION, SKU_ID -> cost.lineItem();
            case CONSUMED_UNIT, PRICING_UNIT -> quantity == null ? null : unit();
            case INVOICE_ISSUER_NAME -> settings.issuer();
            case HOST_PROVIDER_NAME, PROVIDER_NAME, PUBLISHER_NAME, SERVICE_PROVIDER_NAME -> PROVIDER;
            case PRICING_CATEGORY -> "Standard";
            case SERVICE_CATEGORY -> "AI and Machine Learning";
            case SERVICE_SUBCATEGORY -> "Generative AI";
            case SERVICE_NAME -> "OpenAI API";
            case SKU_METER -> meter();
            // A price has a quantity, and without one the price is not known.
            case SKU_PRICE_ID -> quantity == null ? null : cost.lineItem();
            case SUB_ACCOUNT_ID -> cost.projectId();
            case SUB_ACCOUNT_NAME -> projectName;
            case API_KEY_ID -> cost.apiKeyId();
            case API_SOURCE ->
                cost.apiSource() == null ? null : cost.apiSource().value();
            case USER_ID -> cost.userId();
            case PROVISIONAL -> Boolean.toString(day.provisional());
            case FOCUS_VERSION -> settings.version().number();
            // Null, because no charge corrects a period that was invoiced, and the API has no invoices.
            case CHARGE_CLASS, INVOICE_ID -> null;
            default -> throw new IllegalStateException(column + " has no text");
        };
    }

    /** Returns whether the charge is a credit, which is not usage. */
    private boolean isCredit() {
        return value.amount().signum() < 0;
    }

    /** Returns the quantity, if it is one of usage, has a unit and belongs to a line item. */
    private @Nullable BigDecimal quantity(Cost cost) {
        return isCredit() || cost.quantityUnit() == null || cost.quantity() == null || cost.lineItem() == null
                ? null
                : CostValue.written(CostValue.bounded(cost.quantity()));
    }

    /** Returns the unit as the specification writes units, also one that the API may know later. */
    private @Nullable String unit() {
        CostQuantityUnit unit = cost.quantityUnit();
        return unit == null ? null : UNITS.getOrDefault(unit, unit.value());
    }

    /** Returns what follows the model, such as {@code cached input}. */
    private @Nullable String meter() {
        return Optional.ofNullable(cost.lineItem())
                .filter(item -> item.indexOf(',') >= 0)
                .map(item -> item.substring(item.indexOf(',') + 1).strip())
                .filter(meter -> !meter.isEmpty())
                .orElse(null);
    }
}
