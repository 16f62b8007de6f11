package dev.openaiadmin.governance.focus;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns that are written, in their order. Columns that the specification does not define begin with {@code x_}. */
enum FocusColumn {
    BILLED_COST("BilledCost", Type.DECIMAL),
    BILLING_ACCOUNT_ID("BillingAccountId", Type.STRING),
    BILLING_ACCOUNT_NAME("BillingAccountName", Type.STRING),
    BILLING_CURRENCY("BillingCurrency", Type.STRING),
    BILLING_PERIOD_END("BillingPeriodEnd", Type.DATETIME),
    BILLING_PERIOD_START("BillingPeriodStart", Type.DATETIME),
    CHARGE_CATEGORY("ChargeCategory", Type.STRING),
    CHARGE_CLASS("ChargeClass", Type.STRING),
    CHARGE_DESCRIPTION("ChargeDescription", Type.STRING),
    CHARGE_FREQUENCY("ChargeFrequency", Type.STRING),
    CHARGE_PERIOD_END("ChargePeriodEnd", Type.DATETIME),
    CHARGE_PERIOD_START("ChargePeriodStart", Type.DATETIME),
    CONSUMED_QUANTITY("ConsumedQuantity", Type.DECIMAL),
    CONSUMED_UNIT("ConsumedUnit", Type.STRING),
    CONTRACTED_COST("ContractedCost", Type.DECIMAL),
    EFFECTIVE_COST("EffectiveCost", Type.DECIMAL),
    /** Introduced in 1.3. */
    HOST_PROVIDER_NAME("HostProviderName", Type.STRING, FocusVersion.V1_4),
    INVOICE_ID("InvoiceId", Type.STRING),
    INVOICE_ISSUER_NAME("InvoiceIssuerName", Type.STRING),
    LIST_COST("ListCost", Type.DECIMAL),
    PRICING_CATEGORY("PricingCategory", Type.STRING),
    PRICING_QUANTITY("PricingQuantity", Type.DECIMAL),
    PRICING_UNIT("PricingUnit", Type.STRING),
    /** Removed in 1.4. */
    PROVIDER_NAME("ProviderName", Type.STRING, FocusVersion.V1_2),
    /** Removed in 1.4. */
    PUBLISHER_NAME("PublisherName", Type.STRING, FocusVersion.V1_2),
    SERVICE_CATEGORY("ServiceCategory", Type.STRING),
    SERVICE_NAME("ServiceName", Type.STRING),
    /** Introduced in 1.3. */
    SERVICE_PROVIDER_NAME("ServiceProviderName", Type.STRING, FocusVersion.V1_4),
    SERVICE_SUBCATEGORY("ServiceSubcategory", Type.STRING),
    SKU_ID("SkuId", Type.STRING),
    SKU_METER("SkuMeter", Type.STRING),
    SKU_PRICE_ID("SkuPriceId", Type.STRING),
    SUB_ACCOUNT_ID("SubAccountId", Type.STRING),
    SUB_ACCOUNT_NAME("SubAccountName", Type.STRING),
    API_KEY_ID("x_ApiKeyId", Type.STRING),
    API_SOURCE("x_ApiSource", Type.STRING),
    FOCUS_VERSION("x_FocusVersion", Type.STRING),
    PROVISIONAL("x_Provisional", Type.STRING),
    USER_ID("x_UserId", Type.STRING);

    private final String title;
    private final Type type;
    private final @Nullable FocusVersion only;

    FocusColumn(String title, Type type) {
        this(title, type, null);
    }

    FocusColumn(String title, Type type, @Nullable FocusVersion only) {
        this.title = title;
        this.type = type;
        this.only = only;
    }

    /** The types of values, as the metadata of the specification call them. */
    enum Type {
        DECIMAL,
        DATETIME,
        STRING
    }

    /** Returns the columns of a version. */
    static List<FocusColumn> of(FocusVersion version) {
        return Arrays.stream(values())
                .filter(column -> column.only == null || column.only == version)
                .toList();
    }

    String title() {
        return title;
    }

    Type type() {
        return type;
    }
}
