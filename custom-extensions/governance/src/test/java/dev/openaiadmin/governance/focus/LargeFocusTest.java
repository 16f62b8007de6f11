package dev.openaiadmin.governance.focus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.benchmark.FocusInSmallHeap;
import dev.openaiadmin.governance.benchmark.YearOfCosts;
import dev.openaiadmin.governance.reports.DateRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFocusTest {
    @TempDir
    Path folder;

    @Test
    void reads_a_few_days_at_a_time_and_adds_up_to_the_last_digit() throws IOException {
        try (YearOfCosts costs = new YearOfCosts(20);
                OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey("test-key")
                        .baseUrl(costs.baseUrl())
                        .build()) {
            FocusSummary written = FocusExport.of(
                            admin, new DateRange(YearOfCosts.FIRST_DAY, YearOfCosts.FIRST_DAY.plusDays(200)))
                    .writeTo(folder);

            assertThat(written.rows()).isEqualTo(200 * 20 * 5);
            assertThat(written.differences()).isEmpty();
            assertThat(written.totals().get("USD")).isEqualByComparingTo(costs.total(200));
            assertThat(billed(written.file())).isEqualByComparingTo(costs.total(200));
        }
    }

    @Test
    @Tag("thorough")
    void writes_a_year_of_200_projects_in_a_heap_of_128_megabytes() throws Exception {
        Path file = folder.resolve("year.csv");
        try (YearOfCosts costs = new YearOfCosts(200)) {
            assertThat(FocusInSmallHeap.run(costs, file, 365)).isZero();

            assertThat(billed(file)).isEqualByComparingTo(costs.total(365));
        }
    }

    /** Adds up the first column. */
    private static BigDecimal billed(Path file) throws IOException {
        BigDecimal sum = BigDecimal.ZERO;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            assertThat(lines.readLine()).startsWith("BilledCost,");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sum = sum.add(new BigDecimal(line.substring(0, line.indexOf(','))));
            }
        }
        return sum;
    }
}
