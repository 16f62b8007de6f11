package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.internal.report.CostValue;
import dev.openaiadmin.model.Cost;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up buckets of costs. Its memory grows with the number of projects plus the number of days, not their product. */
final class CostSums {
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
        for (Cost cost : CostValue.costsOf(bucket)) {
            CostValue value = CostValue.of(cost);
            if (value != null) {
                Sum sum = new Sum(value.amount(), provisional ? value.amount() : BigDecimal.ZERO);
                byProject.merge(new Row(cost.projectId(), value.currency()), sum, Sum::plus);
                byDay.merge(new Day(day, value.currency(), provisional), value.amount(), BigDecimal::add);
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
                    CostValue.written(sum.amount()),
                    CostValue.written(sum.provisional())));
        });
        rows.sort(Comparator.comparing(ProjectCost::currency)
                .thenComparing(ProjectCost::amount, Comparator.reverseOrder())
                .thenComparing(row -> String.valueOf(row.projectId())));
        return rows;
    }

    /** Returns the costs of days, by currency, the first day first. */
    List<DayCost> perDay() {
        List<DayCost> days = new ArrayList<>();
        byDay.forEach((day, sum) ->
                days.add(new DayCost(day.day(), day.currency(), CostValue.written(sum), day.provisional())));
        days.sort(Comparator.comparing(DayCost::currency).thenComparing(DayCost::day));
        return days;
    }

    Map<String, BigDecimal> totals() {
        Map<String, BigDecimal> totals = new TreeMap<>();
        byProject.forEach((row, sum) -> totals.merge(row.currency(), sum.amount(), BigDecimal::add));
        totals.replaceAll((currency, total) -> CostValue.written(total));
        return totals;
    }
}
