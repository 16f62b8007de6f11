package dev.openaiadmin.governance.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class CostReportTest {
    private static final LocalDate FIRST = LocalDate.parse("2025-10-01");
    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");
    private static final LocalDate DECEMBER = LocalDate.parse("2026-12-01");
    private static final Clock LATER = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);

    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments-prod"},
                              {"id": "proj_2", "name": "legacy", "status": "archived"},
                              {"id": "proj_3", "name": "never used"}]}""");
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @Test
    void adds_up_amounts_of_36_digits_to_the_last_one() {
        Map<String, BigDecimal> expected = spendFor400Days();

        CostReport report = CostReport.perProject(admin, FIRST, FIRST.plusDays(400), LATER);

        assertThat(report.rows().stream().collect(Collectors.toMap(ProjectCost::projectId, ProjectCost::amount)))
                .allSatisfy((project, amount) -> assertThat(amount).isEqualByComparingTo(expected.get(project)))
                .hasSameSizeAs(expected);
        assertThat(report.totals().get("USD"))
                .isEqualByComparingTo(expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(
                        report.days().stream().map(DayCost::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(report.differences()).isEmpty();
    }

    @Test
    void is_a_table_whose_decimal_points_are_below_each_other() {
        organization.seed("""
                {"costs": [{"start_time": 1793577600, "results": [
                  {"project_id": "proj_1", "amount": {"value": 1249.994, "currency": "usd"}},
                  {"project_id": "proj_2", "amount": {"value": 7, "currency": "usd"}},
                  {"project_id": null, "amount": {"value": 0.0000125, "currency": "usd"}}]}]}""");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).toText())
                .isEqualTo("""
                Project                        Amount
                payments-prod      USD  1,249.994
                legacy (archived)  USD      7
                (No project)       USD      0.0000125
                Total              USD  1,256.9940125
                """);
    }

    @Test
    void adds_up_all_the_same_when_page_tokens_are_refused() {
        Map<String, BigDecimal> expected = spendFor400Days();
        organization.failNext(Fault.expiredPageToken().on("listCosts").always());

        CostReport report = CostReport.perProject(admin, FIRST, FIRST.plusDays(400), LATER);

        assertThat(report.totals().get("USD"))
                .isEqualByComparingTo(expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(report.differences()).isEmpty();
    }

    @Test
    void needs_two_requests_for_every_180_days_and_one_for_a_hundred_projects() {
        spendFor400Days();

        CostReport.perProject(admin, FIRST, FIRST.plusDays(400), LATER);

        assertThat(organization.requestCount("listCosts")).isEqualTo(6);
        assertThat(organization.requestCount("listProjects")).isEqualTo(1);
        assertThat(organization.requests()).hasSize(7);
    }

    @Test
    void asks_for_no_names_when_nothing_was_spent() {
        CostReport report = CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER);

        assertThat(report.rows()).isEmpty();
        assertThat(report.totals()).isEmpty();
        assertThat(report).hasToString("CostReport[2026-11-01 to 2026-11-30: nothing]");
        assertThat(report.toText()).isEqualTo("There are no costs from 2026-11-01 to 2026-11-30.\n");
        assertThat(organization.requestCount("listProjects")).isZero();
    }

    @Test
    void joins_the_names_of_archived_projects_and_keeps_what_belongs_to_none() {
        spend("2026-11-02", "3", "proj_1");
        spend("2026-11-03", "2", "proj_2");
        spend("2026-11-04", "1", null);
        spend("2026-11-05", "0.5", "proj_gone");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).rows())
                .containsExactly(
                        new ProjectCost("proj_1", "payments-prod", false, "USD", amount("3"), amount("0")),
                        new ProjectCost("proj_2", "legacy", true, "USD", amount("2"), amount("0")),
                        new ProjectCost(null, null, false, "USD", amount("1"), amount("0")),
                        new ProjectCost("proj_gone", null, false, "USD", amount("0.5"), amount("0")));
    }

    @Test
    void counts_the_first_day_and_not_the_one_after_the_last() {
        spend("2026-10-31", "1", "proj_1");
        spend("2026-11-01", "20", "proj_1");
        spend("2026-11-30", "300", "proj_1");
        spend("2026-12-01", "4000", "proj_1");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).totals())
                .containsEntry("USD", amount("320"));
    }

    @Test
    void marks_the_last_48_hours_as_provisional() {
        spend("2026-11-08", "1", "proj_1");
        spend("2026-11-09", "2", "proj_1");
        spend("2026-11-10", "4", "proj_1");
        Clock twoDaysAfterTheEighth = Clock.fixed(Instant.parse("2026-11-11T00:00:00Z"), ZoneOffset.UTC);

        CostReport report = CostReport.perProject(admin, NOVEMBER, DECEMBER, twoDaysAfterTheEighth);

        assertThat(report.days()).extracting(DayCost::provisional).containsExactly(false, true, true);
        assertThat(report.rows())
                .containsExactly(new ProjectCost("proj_1", "payments-prod", false, "USD", amount("7"), amount("6")));
    }

    @Test
    void keeps_currencies_apart_however_they_are_written() {
        organization.seed("""
                {"costs": [
                  {"start_time": 1793491200, "results": [
                    {"project_id": "proj_1", "amount": {"value": 1.5, "currency": "USD"}}]},
                  {"start_time": 1793577600, "results": [
                    {"project_id": "proj_1", "amount": {"value": 2, "currency": "usd"}}]},
                  {"start_time": 1793664000, "results": [
                    {"project_id": "proj_2", "amount": {"value": 7, "currency": "EUR"}}]}]}""");

        CostReport report = CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER);

        assertThat(report.totals())
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("EUR", amount("7"), "USD", amount("3.5"))));
        assertThat(report.rows()).extracting(ProjectCost::currency).containsExactly("EUR", "USD");
    }

    @Test
    void drops_the_thousands_of_zeros_that_an_amount_may_end_with() {
        spend("2026-11-02", "0E-6176", "proj_1");
        spend("2026-11-03", "2.50", "proj_1");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).toCsv())
                .contains(",2.5,0\r\n");
    }

    @Test
    void refuses_days_that_end_before_they_begin() {
        assertThatThrownBy(() -> CostReport.perProject(admin, DECEMBER, NOVEMBER))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("to must be after from, which is 2026-12-01, but was 2026-11-01");
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void writes_lines_that_rfc_4180_knows() {
        organization.seed("""
                {"projects": [{"id": "proj_4", "name": "search, \\"the\\" new one"}]}""");
        spend("2026-11-02", "12345.678901234567890123456789012345678", "proj_4");
        spend("2026-11-02", "-0.25", null);

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).toCsv())
                .isEqualTo("""
                project_id,project,status,currency,amount,provisional\r
                proj_4,"search, ""the"" new one",active,USD,12345.678901234567890123456789012345678,0\r
                ,,,USD,-0.25,0\r
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1", "\uff1d1+1"})
    void writes_no_name_that_a_spreadsheet_could_calculate(String name) {
        CostReport report = reportOf(name);

        assertThat(report.toCsv().lines().skip(1).findFirst().orElseThrow()).matches("proj_4,\"?'.*");
    }

    @Test
    void shows_names_as_text_and_nothing_from_elsewhere() {
        String page = reportOf("<script src=\"//evil\">&'\u0007").toHtml();

        assertThat(page)
                .contains("<bdi>&lt;script src=&quot;//evil&quot;&gt;&amp;&#39;\ufffd</bdi>")
                .contains("default-src 'none'")
                .doesNotContain("<script", "http:", "https:", "url(", "@import");
    }

    @Test
    void writes_amounts_as_texts_without_an_exponent() {
        spend("2026-11-02", "600", "proj_1");
        spend("2026-11-03", "400", "proj_1");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).toJson())
                .contains("\"amount\" : \"1000\"", "\"USD\" : \"1000\"", "\"differences\" : { }");
    }

    @Test
    void shows_the_total_to_the_last_digit() {
        spend("2026-11-02", "1234567.00000000000000000000000000000089", "proj_1");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).toHtml())
                .contains(">1,234,567.00 <abbr>USD<", ">1,234,567.00000000000000000000000000000089<");
    }

    @Test
    void tells_when_the_rows_do_not_add_up_to_the_total_of_the_api() {
        CostReport report = new CostReport(
                NOVEMBER,
                DECEMBER,
                List.of(new ProjectCost("proj_1", "payments-prod", false, "USD", amount("3"), amount("0"))),
                List.of(new DayCost(NOVEMBER, "USD", amount("3"), false)),
                Map.of("USD", amount("0.01")),
                List.of());

        assertThat(report.toHtml()).contains("differs by 0.01; run the report again");
    }

    @Test
    void draws_a_bar_for_every_day_of_a_month_and_for_every_month_of_a_year() {
        spend("2026-11-02", "-1", "proj_1");
        spend("2026-11-03", "5", "proj_1");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER)
                        .toHtml()
                        .split("<li "))
                .hasSize(31);
        assertThat(CostReport.perProject(admin, DECEMBER.minusYears(1), DECEMBER, LATER)
                        .toHtml()
                        .split("<li "))
                .hasSize(13);
    }

    @Test
    void draws_nothing_where_nothing_was_spent() {
        spend("2026-11-02", "0", "proj_1");

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER).toHtml())
                .contains(">0.00 <abbr>USD<")
                .doesNotContain("<figure>");
    }

    @Test
    void asks_for_no_end_in_the_future() {
        Clock inNovember = Clock.fixed(Instant.parse("2026-11-11T10:00:00Z"), ZoneOffset.UTC);
        spend("2026-11-11", "2", "proj_1");

        CostReport report = CostReport.perProject(admin, NOVEMBER, DECEMBER, inNovember);

        assertThat(report.totals()).containsEntry("USD", amount("2"));
        assertThat(organization.requests())
                .filteredOn(request -> "listCosts".equals(request.operation()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.url())
                        .contains("end_time=" + inNovember.instant().getEpochSecond()));
    }

    @Test
    void is_empty_before_its_first_day() {
        Clock before = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

        assertThat(CostReport.perProject(admin, NOVEMBER, DECEMBER, before).rows())
                .isEmpty();
    }

    @Test
    void gives_the_costs_when_the_names_of_projects_may_not_be_read() {
        spend("2026-11-08", "1", "proj_1");
        organization.failNext(Fault.status(403)
                .message("Missing scopes: api.management.read")
                .on("listProjects")
                .always());

        CostReport report = CostReport.perProject(admin, NOVEMBER, DECEMBER, LATER);

        assertThat(report.rows()).singleElement().returns("proj_1", ProjectCost::projectId);
        assertThat(report.missing()).containsExactly("names of projects: the key lacks the scope api.management.read");
        assertThat(report.toJson()).contains("\"missing\" : [ \"names of projects: ");
    }

    private CostReport reportOf(String name) {
        return new CostReport(
                NOVEMBER,
                DECEMBER,
                List.of(new ProjectCost("proj_4", name, false, "USD", amount("1"), amount("0"))),
                List.of(new DayCost(NOVEMBER, "USD", amount("1"), false)),
                Map.of(),
                List.of());
    }

    /** Two of three days are empty, and an amount has 36 digits. */
    private Map<String, BigDecimal> spendFor400Days() {
        Random random = new Random(36);
        Map<String, BigDecimal> sums = new TreeMap<>();
        IntStream.range(0, 400).filter(day -> day % 3 == 0).forEach(day -> {
            for (String project : List.of("proj_1", "proj_2")) {
                BigDecimal amount = new BigDecimal(new BigInteger(119, random), 30 + random.nextInt(6));
                spend(FIRST.plusDays(day).toString(), amount.toString(), project);
                sums.merge(project, amount, BigDecimal::add);
            }
        });
        return sums;
    }

    private void spend(String day, String amount, @Nullable String project) {
        Instant noon = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        organization.costs().add(noon, amount(amount), project == null ? Map.of() : Map.of("project_id", project));
    }

    private static BigDecimal amount(String amount) {
        return new BigDecimal(amount);
    }
}
