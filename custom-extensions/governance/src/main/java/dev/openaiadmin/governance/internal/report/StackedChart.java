package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.internal.report.ReportSection.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Draws stacked bars of HTML boxes, which fit any width and can be printed. Negative parts hang below zero. */
final class StackedChart {
    private static final int LINES = 4;
    private static final int LABELS = 10;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<Bar> bars;
    private final Figures figures;
    private final BigDecimal step;
    private final BigDecimal top;
    private final BigDecimal bottom;

    StackedChart(List<Bar> bars, Figures figures) {
        this.bars = List.copyOf(bars);
        this.figures = figures;
        BigDecimal most = BigDecimal.ZERO;
        BigDecimal least = BigDecimal.ZERO;
        for (Bar bar : bars) {
            most = most.max(bar.height(1));
            least = least.min(bar.height(-1));
        }
        this.step = stepFor(most.subtract(least));
        this.bottom = whole(least, RoundingMode.FLOOR);
        this.top = whole(most, RoundingMode.CEILING).max(bottom.add(step));
    }

    /**
     * One bar. Provisional parts are hatched.
     *
     * @param label the text under it, where there is room
     * @param name its name in the tool tip
     * @param parts from the bottom to the top
     */
    record Bar(String label, String name, List<Part> parts) {
        Bar {
            parts = List.copyOf(parts);
        }

        Point sum() {
            return parts.stream().map(Part::point).reduce(Point.ZERO, Point::plus);
        }

        /** Returns the sum of all positive boxes, or of all negative ones. */
        private BigDecimal height(int sign) {
            BigDecimal height = BigDecimal.ZERO;
            for (Part part : parts) {
                for (BigDecimal box :
                        List.of(part.point().settled(), part.point().provisional())) {
                    height = box.signum() == sign ? height.add(box) : height;
                }
            }
            return height;
        }
    }

    /**
     * A part of a bar.
     *
     * @param color the number of its color
     * @param name its name in the tool tip
     * @param point how large it is
     */
    record Part(int color, String name, Point point) {}

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
            chart.append("<li title=\"").append(Html.text(words(bar))).append("\">");
            boxes(bar, chart);
            chart.append(i % every == 0 ? "<span>" + Html.text(bar.label()) + "</span>" : "")
                    .append("</li>\n");
        }
        return chart.append("</ol>\n</div>\n").toString();
    }

    /** Returns the numbers of a bar, a line for each part if there are several. */
    String words(Bar bar) {
        StringBuilder words = new StringBuilder(bar.name() + ": " + shown(bar.sum()));
        if (bar.parts().size() > 1) {
            for (int i = bar.parts().size() - 1; i >= 0; i--) {
                Part part = bar.parts().get(i);
                if (part.point().sum().signum() != 0) {
                    words.append('\n')
                            .append(part.name())
                            .append(": ")
                            .append(figures.shown(part.point().sum()));
                }
            }
        }
        return words.toString();
    }

    private String shown(Point point) {
        String sum = figures.shown(point.sum());
        return point.provisional().signum() == 0
                ? sum
                : sum + ", " + figures.shown(point.provisional()) + " provisional";
    }

    private void boxes(Bar bar, StringBuilder chart) {
        BigDecimal above = BigDecimal.ZERO;
        BigDecimal below = BigDecimal.ZERO;
        for (Part part : bar.parts()) {
            for (boolean provisional : new boolean[] {false, true}) {
                BigDecimal size =
                        provisional ? part.point().provisional() : part.point().settled();
                if (size.signum() == 0) {
                    continue;
                }
                BigDecimal start = size.signum() > 0 ? above : below.add(size);
                chart.append("<i class=\"c")
                        .append(part.color())
                        .append(provisional ? " provisional" : "")
                        .append("\" style=\"bottom:")
                        .append(height(start.subtract(bottom)))
                        .append("%;height:")
                        .append(height(size.abs()))
                        .append("%\"></i>");
                above = size.signum() > 0 ? above.add(size) : above;
                below = size.signum() < 0 ? below.add(size) : below;
            }
        }
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
    private BigDecimal stepFor(BigDecimal range) {
        if (range.signum() == 0) {
            return BigDecimal.ONE;
        }
        BigDecimal least = range.divide(BigDecimal.valueOf(LINES), MathContext.DECIMAL32);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(least.precision() - least.scale() - 1);
        for (int factor : new int[] {1, 2, 5}) {
            BigDecimal step = power.multiply(BigDecimal.valueOf(factor));
            if (step.compareTo(least) >= 0) {
                return practical(step);
            }
        }
        return practical(power.multiply(BigDecimal.TEN));
    }

    /** Returns the step, which is at least one for counts, since they are whole numbers. */
    private BigDecimal practical(BigDecimal step) {
        return figures == Figures.COUNT ? step.max(BigDecimal.ONE) : step;
    }
}
