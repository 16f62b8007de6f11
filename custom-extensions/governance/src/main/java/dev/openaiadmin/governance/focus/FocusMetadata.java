package dev.openaiadmin.governance.focus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.reports.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The schema metadata of the specification, and what else a reader has to know; the latter begins with {@code x_}. */
final class FocusMetadata {
    private static final String GENERATOR = "openai-admin";
    /** What no row can say, because the API does not return it. */
    private static final List<String> NOT_INCLUDED = List.of(
            "taxes",
            "purchases of prepaid credit, and its balance",
            "invoices and their numbers",
            "list prices and contracted prices; ListCost and ContractedCost equal the amount of the API",
            "credits and refunds that the API does not return as negative amounts");

    private FocusMetadata() {}

    static String of(
            FocusSummary summary, FocusSettings settings, DateRange range, LocalDate provisionalFrom, Instant now) {
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("SchemaId", GENERATOR + "-focus-" + settings.version())
                .put("FocusVersion", settings.version().number())
                .put("CreationDate", now.toString())
                .put("DataGenerator", GENERATOR)
                .put(
                        "DataGeneratorVersion",
                        Objects.requireNonNullElse(
                                FocusMetadata.class.getPackage().getImplementationVersion(), "unreleased"));
        ArrayNode columns = metadata.putArray("ColumnDefinition");
        for (FocusColumn column : settings.columns()) {
            ObjectNode defined = columns.addObject()
                    .put("ColumnName", column.title())
                    .put("DataType", column.type().name());
            if (column.type() == FocusColumn.Type.STRING) {
                defined.put("StringEncoding", "UTF-8");
            }
        }
        metadata.put("x_File", String.valueOf(summary.file().getFileName()))
                .put("x_From", range.from().toString())
                .put("x_To", range.to().toString())
                .put("x_Rows", summary.rows())
                .put("x_Billing", settings.prepaid() ? "prepaid" : "invoiced")
                .put("x_ProvisionalFrom", provisionalFrom.toString());
        put(metadata.putObject("x_EffectiveCost"), summary.totals());
        put(metadata.putObject("x_DifferencesFromApi"), summary.differences());
        ArrayNode missing = metadata.putArray("x_Missing");
        summary.missing().forEach(missing::add);
        ArrayNode notIncluded = metadata.putArray("x_NotIncluded");
        NOT_INCLUDED.forEach(notIncluded::add);
        return PrintableJson.pretty(metadata) + "\n";
    }

    private static void put(ObjectNode node, Map<String, BigDecimal> amounts) {
        amounts.forEach((currency, amount) -> node.put(currency, amount.toPlainString()));
    }
}
