package dev.openaiadmin.governance.costs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** A bar chart made of HTML boxes, which fits any width and can be printed. */
final class CostChart {
    private static final int LINES = 4;
    private static final int LABELS = 10;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<Bar> bars;
    private final BigDecimal step;
    private final BigDecimal top;
    private final BigDecimal bottom;

    CostChart(List<Bar> bars) {
        this.bars = List.copyOf(bars);
        BigDecimal most = BigDecimal.ZERO;
        BigDecimal least = BigDecimal.ZERO;
        for (Bar bar : bars) {
            most = most.max(bar.amount());
            least = least.min(bar.amount());
        }
        this.step = stepFor(most.subtract(least));
        this.bottom = whole(least, RoundingMode.FLOOR);
        this.top = whole(most, RoundingMode.CEILING).max(bottom.add(step));
    }

    /**
     * One bar, the provisional part of which is hatched.
     *
     * @param label the text under it, where there is room
     * @param name its name in the tool tip
     */
    record Bar(String label, String name, BigDecimal settled, BigDecimal provisional) {
        BigDecimal amount() {
            return settled.add(provisional);
        }

        String words() {
            String words = name + ": " + Money.rounded(amount());
            return provisional.signum() == 0 ? words : words + ", " + Money.rounded(provisional) + " provisional";
        }
    }

    @Override
    public String toString() {
        StringBuilder chart = new StringBuilder("<div class=\"chart\" aria-hidden=\"true\">\n");
        for (BigDecimal line = bottom; line.compareTo(top) <= 0; line = line.add(step)) {
            chart.append("<div class=\"line%s\" style=\"bottom:%s%%\"><span>%s</span></div>\n"
                    .formatted(line.signum() == 0 ? " zero" : "", height(line.subtract(bottom)), Money.tick(line)));
        }
        chart.append("<ol>\n");
        int every = Math.max(1, (bars.size() + LABELS - 1) / LABELS);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            chart.append("<li title=\"%s\">%s%s</li>\n"
                    .formatted(
                            Html.text(bar.words()),
                            boxes(bar),
                            i % every == 0 ? "<span>" + Html.text(bar.label()) + "</span>" : ""));
        }
        return chart.append("</ol>\n</div>\n").toString();
    }

    private String boxes(Bar bar) {
        boolean stacked = bar.settled().signum() > 0 && bar.provisional().signum() > 0;
        return stacked
                ? box("", BigDecimal.ZERO, bar.settled()) + box(" class=\"provisional\"", bar.settled(), bar.amount())
                : box(bar.provisional().signum() == 0 ? "" : " class=\"provisional\"", BigDecimal.ZERO, bar.amount());
    }

    private String box(String attributes, BigDecimal start, BigDecimal end) {
        return start.compareTo(end) == 0
                ? ""
                : "<i%s style=\"bottom:%s%%;height:%s%%\"></i>"
                        .formatted(
                                attributes,
                                height(start.min(end).subtract(bottom)),
                                height(start.subtract(end).abs()));
    }

    private String height(BigDecimal amount) {
        return amount.multiply(HUNDRED)
                .divide(top.subtract(bottom), 3, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private BigDecimal whole(BigDecimal amount, RoundingMode mode) {
        return amount.divide(step, 0, mode).multiply(step);
    }

    /** Returns 1, 2 or 5 times a power of ten, so that there are about {@link #LINES} lines. */
    private static BigDecimal stepFor(BigDecimal range) {
        if (range.signum() == 0) {
            return BigDecimal.ONE;
        }
        BigDecimal least = range.divide(BigDecimal.valueOf(LINES), MathContext.DECIMAL32);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(least.precision() - least.scale() - 1);
        for (int factor : new int[] {1, 2, 5}) {
            BigDecimal step = power.multiply(BigDecimal.valueOf(factor));
            if (step.compareTo(least) >= 0) {
                return step;
            }
        }
        return power.multiply(BigDecimal.TEN);
    }
}
