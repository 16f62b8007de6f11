package dev.openaiadmin.governance.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.Granularity;
import dev.openaiadmin.governance.reports.GroupValue;
import dev.openaiadmin.model.CostGroup;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@WithOrganization
class CostBreakdownTest {
    private static final DateRange NOVEMBER = DateRange.ofMonth(YearMonth.of(2026, 11));
    private static final Clock LATER = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);

    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.useClock(LATER);
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments"},
                              {"id": "proj_2", "name": "legacy", "status": "archived"}],
                 "users": [{"id": "user_1", "email": "ada@example.com", "role": "reader"}],
                 "projects/proj_1/api_keys": [{"id": "key_1", "name": "ci"}]}""");
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    static Stream<CostGroup> groups() {
        return CostGroup.known().stream();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void divides_by_every_field_of_the_api_and_keeps_what_belongs_to_none(CostGroup group) {
        String one = group.equals(CostGroup.API_SOURCE) ? "agents_api" : "value_1";
        String other = group.equals(CostGroup.API_SOURCE) ? "unlabeled" : "value_2";
        spend("2026-11-02", "3", group, one);
        spend("2026-11-03", "2", group, other);
        spend("2026-11-03", "1", group, null);

        CostBreakdown costs = read(CostQuery.of(NOVEMBER).groupBy(group));

        assertThat(costs.rows())
                .extracting(row -> row.group().get(0).value(), CostRow::amount)
                .containsExactly(
                        tuple(one, new BigDecimal("3")),
                        tuple(other, new BigDecimal("2")),
                        tuple(null, new BigDecimal("1")));
        assertThat(costs.differences()).isEmpty();
    }

    @Test
    void divides_by_two_fields_and_by_day() {
        spend("2026-11-02", "0.1", "proj_1", "gpt-5.1, input");
        spend("2026-11-02", "0.2", "proj_1", "gpt-5.1, output");
        spend("2026-11-03", "0.4", "proj_2", "gpt-5.1, input");

        CostBreakdown costs = read(CostQuery.of(NOVEMBER)
                .groupBy(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM)
                .granularity(Granularity.DAY));

        assertThat(costs.toCsv()).isEqualTo("""
                        start,project_id,project,line_item,currency,amount,provisional,quantity,quantity_unit\r
                        2026-11-02,proj_1,payments,"gpt-5.1, output",USD,0.2,0,,\r
                        2026-11-02,proj_1,payments,"gpt-5.1, input",USD,0.1,0,,\r
                        2026-11-03,proj_2,legacy,"gpt-5.1, input",USD,0.4,0,,\r
                        """);
        assertThat(costs.rows().get(2).group().get(0).archived()).isTrue();
    }

    @Test
    void adds_up_months_over_more_than_180_days() {
        DateRange year = DateRange.ofYear(2026);
        BigDecimal[] sum = {BigDecimal.ZERO};
        year.from().datesUntil(year.to()).forEach(day -> {
            BigDecimal amount = new BigDecimal("0.000000000000000000000000000000000001")
                    .multiply(BigDecimal.valueOf(day.getDayOfYear()));
            spend(day.toString(), amount.toPlainString(), "proj_1", "gpt-5.1, input");
            sum[0] = sum[0].add(amount);
        });

        CostBreakdown costs =
                read(CostQuery.of(year).groupBy(CostGroup.PROJECT_ID).granularity(Granularity.MONTH));

        assertThat(costs.rows())
                .extracting(CostRow::start)
                .startsWith(LocalDate.parse("2026-01-01"))
                .hasSize(12);
        assertThat(costs.totals().get("USD")).isEqualByComparingTo(sum[0]);
        assertThat(costs.differences()).isEmpty();
    }

    @Test
    void adds_up_quantities_of_the_same_unit_only() {
        add("2026-11-02", "1", Map.of("line_item", "a", "quantity", 2.5, "quantity_unit", "1000_tokens"));
        add("2026-11-03", "1", Map.of("line_item", "a", "quantity", 3, "quantity_unit", "1000_tokens"));
        add("2026-11-02", "1", Map.of("line_item", "b", "quantity", 3, "quantity_unit", "images"));
        add("2026-11-03", "1", Map.of("line_item", "b", "quantity", 3, "quantity_unit", "characters"));

        assertThat(read(CostQuery.of(NOVEMBER).groupBy(CostGroup.LINE_ITEM)).rows())
                .extracting(CostRow::quantity, CostRow::quantityUnit)
                .containsExactly(tuple(new BigDecimal("5.5"), "1000_tokens"), tuple(null, null));
    }

    @Test
    void takes_back_what_was_restated_and_shows_odd_zeros_as_zero() {
        spend("2026-11-02", "5", "proj_1", "a");
        spend("2026-11-02", "-7.5", "proj_1", "a");
        spend("2026-11-02", "0E-6176", "proj_2", "a");

        assertThat(read(CostQuery.of(NOVEMBER).groupBy(CostGroup.PROJECT_ID)).toCsv())
                .contains("proj_2,legacy,USD,0,0\r\n", "proj_1,payments,USD,-2.5,0\r\n");
    }

    @Test
    void reads_again_when_the_costs_change_between_the_total_and_the_rows() {
        spend("2026-11-02", "5", "proj_1", "a");
        AtomicBoolean changed = new AtomicBoolean();
        CostBreakdown costs = CostBreakdown.of(
                admin.with(options -> options.onResponse(response -> {
                    if ("listCosts".equals(response.operation()) && changed.compareAndSet(false, true)) {
                        spend("2026-11-02", "1", "proj_1", "a");
                    }
                })),
                CostQuery.of(NOVEMBER).groupBy(CostGroup.PROJECT_ID),
                LATER);

        assertThat(costs.differences()).isEmpty();
    }

    @Test
    void groups_by_the_fields_of_its_filters_so_that_no_filter_is_ignored() {
        spend("2026-11-02", "5", "proj_1", "a");
        spend("2026-11-02", "7", "proj_2", "a");

        CostBreakdown costs =
                read(CostQuery.of(NOVEMBER).groupBy(CostGroup.LINE_ITEM).projectIds("proj_1"));

        assertThat(costs.totals()).containsEntry("USD", new BigDecimal("5"));
        assertThat(costs.rows())
                .singleElement()
                .returns(List.of(new GroupValue("line_item", "a", null, false)), CostRow::group);
        assertThat(organization.requests())
                .allSatisfy(request -> assertThat(request.url()).contains("project_id"));
    }

    @Test
    void refuses_an_unknown_field_before_any_request_and_names_the_nearest() {
        assertThatThrownBy(() -> CostQuery.of(NOVEMBER).groupBy("projct"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("groupBy must be one of project_id, line_item, api_key_id, user_id, api_source"
                        + " (nearest: project_id), but was \"projct\"");
        assertThat(CostQuery.of(NOVEMBER).groupBy("project", "Line-Item").groupBy())
                .containsExactly(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM);
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void names_users_and_keys_and_tells_what_it_may_not_read() {
        add("2026-11-02", "1", Map.of("api_key_id", "key_1", "user_id", "user_1"));
        CostQuery query = CostQuery.of(NOVEMBER).groupBy(CostGroup.API_KEY_ID, CostGroup.USER_ID);

        assertThat(read(query).rows().get(0).group())
                .extracting(GroupValue::name)
                .containsExactly("ci", "ada@example.com");

        organization.failNext(Fault.status(403)
                .message("Missing scopes: api.management.read")
                .on("listUsers")
                .always());
        CostBreakdown partial = read(query);
        assertThat(partial.rows().get(0).group()).extracting(GroupValue::name).containsExactly("ci", null);
        assertThat(partial.missing()).containsExactly("names of users: the key lacks the scope api.management.read");
    }

    @Test
    void never_adds_currencies_and_draws_a_section_for_each() {
        organization.seed("""
                {"costs": [{"start_time": 1793577600, "results": [
                             {"project_id": "proj_1", "amount": {"value": 2, "currency": "usd"}}]},
                           {"start_time": 1793664000, "results": [
                             {"project_id": "proj_1", "amount": {"value": 7, "currency": "EUR"}}]}]}""");

        CostBreakdown costs = CostBreakdown.of(
                admin, CostQuery.of(NOVEMBER).groupBy(CostGroup.PROJECT_ID).granularity(Granularity.DAY), LATER);

        assertThat(costs.totals()).hasSize(2);
        assertThat(costs.toHtml()).contains(">7.00 <abbr>EUR<", ">2.00 <abbr>USD<");
        assertThat(costs.toText()).contains("Total 7 EUR\n", "Total 2 USD\n");
    }

    @Test
    void shows_hostile_names_as_text_in_80_columns() {
        String name = "=1+1<script>\u001b[31m\u202e東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京";
        String id = organization.projects().add(name);
        spend("2026-11-02", "1234567.5", id, name);

        CostBreakdown costs = read(CostQuery.of(NOVEMBER)
                .groupBy(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM)
                .granularity(Granularity.DAY));

        assertThat(costs.toCsv()).contains(",\"'=1+1<script>\\u001b[31m\\u202e").doesNotContain("\u001b", "\u202e");
        assertThat(costs.toHtml())
                .contains("=1+1&lt;script&gt;")
                .doesNotContain("<script", "\u001b", "\u202e", "http:", "https:", "url(");
        assertThat(costs.toText()).contains("1,234,567.50").doesNotContain("\u001b", "\u202e");
        assertThat(costs.toText().lines())
                .allSatisfy(line -> assertThat(
                                line.codePoints().map(c -> c > 0x2e80 ? 2 : 1).sum())
                        .isLessThanOrEqualTo(80));
        assertThat(costs.toJson()).containsIgnoringCase("\"project\" : \"=1+1<script>\\u001b[31m\\u202e");
    }

    @Test
    void draws_the_largest_groups_and_puts_the_others_together() {
        for (int i = 0; i < 30; i++) {
            spend("2026-11-02", Integer.toString(100 + i), "proj_" + i, "a");
        }

        String page = read(CostQuery.of(NOVEMBER).groupBy(CostGroup.PROJECT_ID).granularity(Granularity.DAY))
                .toHtml();

        assertThat(page).contains("<bdi>23 others</bdi>", "class=\"c7\"").doesNotContain("class=\"c8\"");
    }

    private CostBreakdown read(CostQuery query) {
        return CostBreakdown.of(admin, query, LATER);
    }

    private void spend(String day, String amount, CostGroup group, @Nullable String value) {
        add(day, amount, value == null ? Map.of() : Map.of(group.value(), value));
    }

    private void spend(String day, String amount, String project, String lineItem) {
        Map<String, String> fields = new HashMap<>();
        fields.put("project_id", project);
        fields.put("line_item", lineItem);
        add(day, amount, fields);
    }

    private void add(String day, String amount, Map<String, ?> fields) {
        organization
                .costs()
                .add(LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC), new BigDecimal(amount), fields);
    }
}
