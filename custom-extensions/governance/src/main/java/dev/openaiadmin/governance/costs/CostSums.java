package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.model.Cost;
import dev.openaiadmin.model.CostAmount;
import dev.openaiadmin.model.CostBucket;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up buckets of costs. Its memory grows with the number of projects plus the number of days, not their product. */
final class CostSums {
    private static final String NO_CURRENCY = "XXX";
    /** More than any amount has, and than the 6,176 zeros that the API has been seen to send. */
    private static final int MOST_DIGITS = 10_000;

    private final Instant settledUntil;
    private final Map<Row, Sum> byProject = new HashMap<>();
    private final Map<Day, BigDecimal> byDay = new HashMap<>();
    private final Set<String> projectIds = new HashSet<>();
    private final Map<String, Project> projects = new HashMap<>();

    /**
     * Creates sums of zero.
     *
     * @param settledUntil the costs of buckets that ended later are provisional
     */
    CostSums(Instant settledUntil) {
        this.settledUntil = settledUntil;
    }

    private record Row(@Nullable String projectId, String currency) {}

    private record Day(LocalDate day, String currency, boolean provisional) {}

    private record Sum(BigDecimal amount, BigDecimal provisional) {
        Sum plus(Sum other) {
            return new Sum(amount.add(other.amount), provisional.add(other.provisional));
        }
    }

    void add(CostBucket bucket) {
        boolean provisional = bucket.endTime().isAfter(settledUntil);
        LocalDate day = bucket.startTime().atOffset(ZoneOffset.UTC).toLocalDate();
        for (Cost cost : Objects.requireNonNullElse(bucket.results(), List.<Cost>of())) {
            CostAmount amount = cost.amount();
            if (amount != null && amount.value() != null) {
                BigDecimal value = money(amount.value());
                String currency = currencyOf(amount);
                Sum sum = new Sum(value, provisional ? value : BigDecimal.ZERO);
                byProject.merge(new Row(cost.projectId(), currency), sum, Sum::plus);
                byDay.merge(new Day(day, currency, provisional), value, BigDecimal::add);
                if (cost.projectId() != null) {
                    projectIds.add(cost.projectId());
                }
            }
        }
    }

    /** Returns whether there are costs of a project, whose name is then needed. */
    boolean namesProjects() {
        return !projectIds.isEmpty();
    }

    /** Adds the name of a project, if it has costs. */
    void join(Project project) {
        if (projectIds.contains(project.id())) {
            projects.put(project.id(), project);
        }
    }

    /** Returns the costs of projects, by currency, the highest amount first. */
    List<ProjectCost> perProject() {
        List<ProjectCost> rows = new ArrayList<>();
        byProject.forEach((row, sum) -> {
            Project project = row.projectId() == null ? null : projects.get(row.projectId());
            rows.add(new ProjectCost(
                    row.projectId(),
                    project == null ? null : project.name(),
                    project != null && ProjectStatus.ARCHIVED.equals(project.status()),
                    row.currency(),
                    written(sum.amount()),
                    written(sum.provisional())));
        });
        rows.sort(Comparator.comparing(ProjectCost::currency)
                .thenComparing(ProjectCost::amount, Comparator.reverseOrder())
                .thenComparing(row -> String.valueOf(row.projectId())));
        return rows;
    }

    /** Returns the costs of days, by currency, the first day first. */
    List<DayCost> perDay() {
        List<DayCost> days = new ArrayList<>();
        byDay.forEach((day, sum) -> days.add(new DayCost(day.day(), day.currency(), written(sum), day.provisional())));
        days.sort(Comparator.comparing(DayCost::currency).thenComparing(DayCost::day));
        return days;
    }

    Map<String, BigDecimal> totals() {
        Map<String, BigDecimal> totals = new TreeMap<>();
        byProject.forEach((row, sum) -> totals.merge(row.currency(), sum.amount(), BigDecimal::add));
        totals.replaceAll((currency, total) -> written(total));
        return totals;
    }

    private static String currencyOf(CostAmount amount) {
        String currency = amount.currency();
        return currency == null || currency.isBlank()
                ? NO_CURRENCY
                : currency.strip().toUpperCase(Locale.ROOT);
    }

    /** Drops zeros at the end of an amount, and refuses amounts that would need too much memory to be added up. */
    private static BigDecimal money(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (Math.abs((long) stripped.scale()) > MOST_DIGITS) {
            throw new GovernanceException("The API gave a cost of more than " + MOST_DIGITS
                    + " digits, which cannot be money; run the report again, and report it if it stays");
        }
        return stripped;
    }

    /** Returns the sum without zeros at its end and without an exponent. */
    static BigDecimal written(BigDecimal sum) {
        BigDecimal stripped = sum.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
