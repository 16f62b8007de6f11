package dev.openaiadmin.governance.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.Granularity;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@WithOrganization
class UsageReportTest {
    private static final DateRange NOVEMBER = DateRange.ofMonth(YearMonth.of(2026, 11));
    private static final Clock LATER = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);

    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.useClock(LATER);
        organization.seed("{\"projects\": [{\"id\": \"proj_1\", \"name\": \"payments\"}]}");
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    static Collection<UsageEndpoint> endpoints() {
        return UsageEndpoint.known();
    }

    /** The organization refuses a group or filter that the description does not allow. */
    @ParameterizedTest
    @MethodSource("endpoints")
    void reads_every_endpoint_by_every_field_that_it_allows(UsageEndpoint endpoint) {
        String quantity = endpoint.mainQuantities().get(0);
        String field = endpoint.groups().get(0);
        use(endpoint.name(), "2026-11-02", Map.of(quantity, 3, field, "value_1"));
        use(endpoint.name(), "2026-11-03", Map.of(quantity, 4, field, "value_1"));
        use(endpoint.name(), "2026-11-03", Map.of(quantity, 5));

        UsageReport usage = read(UsageQuery.of(NOVEMBER)
                .endpoints(endpoint.name())
                .groupBy(endpoint.groups().toArray(String[]::new)));

        assertThat(usage.rows())
                .extracting(
                        row -> row.group().get(0).value(),
                        row -> row.quantities().get(quantity))
                .containsExactly(tuple("value_1", 7L), tuple(null, 5L));
        assertThat(usage.totals(endpoint.name())).containsEntry(quantity, 12L);
    }

    @Test
    void knows_all_endpoints_of_the_description() {
        assertThat(UsageEndpoint.known())
                .extracting(UsageEndpoint::name)
                .contains("completions", "audio_speeches", "vector_stores", "decisions")
                .hasSize(11);
        assertThat(UsageEndpoint.of("completions").mainQuantities())
                .containsExactly("input_tokens", "output_tokens", "num_model_requests");
        assertThat(UsageEndpoint.of("images").groups())
                .contains("size", "source")
                .doesNotContain("batch");
    }

    @Test
    void divides_by_day_project_and_model() {
        use("completions", "2026-11-02", Map.of("project_id", "proj_1", "model", "gpt-5.1", "input_tokens", 100));
        use("completions", "2026-11-03", Map.of("project_id", "proj_1", "model", "gpt-5.1", "input_tokens", 50));

        UsageReport usage = read(UsageQuery.of(NOVEMBER)
                .endpoints("completions")
                .groupBy("project", "model")
                .granularity(Granularity.DAY));

        assertThat(usage.toCsv())
                .contains(
                        "endpoint,start,project_id,project,model,quantity,value\r\n",
                        "completions,2026-11-02,proj_1,payments,gpt-5.1,input_tokens,100\r\n",
                        "completions,2026-11-03,proj_1,payments,gpt-5.1,input_tokens,50\r\n");
        assertThat(usage.toText()).contains("Completions\n", "payments", "Input tokens");
        assertThat(usage.toHtml())
                .contains("<h2>Completions</h2>", "Input tokens a day")
                .doesNotContain("<script");
        assertThat(usage.toJson()).contains("\"input_tokens\" : 100", "\"model\" : \"gpt-5.1\"");
    }

    @Test
    void filters_by_batch_and_by_model() {
        use("completions", "2026-11-02", Map.of("batch", true, "model", "gpt-5.1", "input_tokens", 1));
        use("completions", "2026-11-02", Map.of("batch", false, "model", "gpt-5.1", "input_tokens", 2));
        use("completions", "2026-11-02", Map.of("batch", true, "model", "gpt-5", "input_tokens", 4));

        assertThat(read(UsageQuery.of(NOVEMBER)
                                .endpoints("completions")
                                .filter("batch", "true")
                                .filter("models", "gpt-5.1"))
                        .totals("completions"))
                .containsEntry("input_tokens", 1L);
    }

    @Test
    void pages_through_more_than_31_days() {
        DateRange year = DateRange.ofYear(2026);
        year.from().datesUntil(year.to()).forEach(day -> use("embeddings", day.toString(), Map.of("input_tokens", 1)));

        UsageReport usage = read(UsageQuery.of(year).endpoints("embeddings").granularity(Granularity.MONTH));

        assertThat(usage.rows()).hasSize(12);
        assertThat(usage.totals("embeddings")).containsEntry("input_tokens", 365L);
    }

    @Test
    void calls_bytes_of_several_days_byte_days() {
        use("vector_stores", "2026-11-02", Map.of("usage_bytes", 10));
        use("vector_stores", "2026-11-03", Map.of("usage_bytes", 10));
        UsageQuery query = UsageQuery.of(NOVEMBER).endpoints("vector_stores");

        assertThat(read(query).toText()).contains("Byte-days").contains("20");
        assertThat(read(query.granularity(Granularity.DAY)).toText()).contains("Usage bytes");
    }

    @Test
    void refuses_what_a_named_endpoint_does_not_allow_before_any_request() {
        assertThatThrownBy(
                        () -> UsageQuery.of(NOVEMBER).endpoints("vector_stores").groupBy("model"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("groupBy of vector_stores must be one of project_id, but was \"model\"");
        assertThatThrownBy(() -> UsageQuery.of(NOVEMBER).groupBy("modle"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("(nearest: model), but was \"modle\"");
        assertThatThrownBy(() -> UsageQuery.of(NOVEMBER).endpoints("completion"))
                .hasMessageContaining("(nearest: completions), but was \"completion\"");
        assertThatThrownBy(() -> UsageQuery.of(NOVEMBER).endpoints("embeddings").filter("batch", "true"))
                .hasMessageContaining("filter of embeddings must be one of api_key_ids, models, project_ids, user_ids");
        assertThatThrownBy(() -> UsageQuery.of(NOVEMBER).groupBy("size", "service_tier"))
                .hasMessageContaining("must be allowed by one endpoint");
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void names_the_endpoints_that_it_leaves_out() {
        UsageReport usage = read(UsageQuery.of(NOVEMBER).groupBy("service_tier"));

        assertThat(usage.query().endpoints())
                .extracting(UsageEndpoint::name)
                .containsExactly("completions", "decisions");
        assertThat(usage.missing())
                .hasSize(9)
                .contains("usage of vector_stores: it can be grouped by project_id and filtered by project_ids");
        assertThat(organization.requests()).hasSize(2);
    }

    private UsageReport read(UsageQuery query) {
        return UsageReport.of(admin, query, 4, LATER);
    }

    private void use(String endpoint, String day, Map<String, ?> fields) {
        organization.usage().add(endpoint, LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC), fields);
    }
}
