package dev.openaiadmin.benchmarks;

import java.util.Locale;
import java.util.Map;

/** Draws what one project costs in walks of 1,000 to 1,000,000: a flat line is a client that keeps nothing. */
final class Growth {
    private static final int LEFT = 70;
    private static final int WIDTH = 360;
    private static final int HEIGHT = 240;
    private static final Map<String, String> COLORS = Map.of(
            "openai-admin",
            "#0072b2",
            "openai-java",
            "#d55e00",
            "plain-feign",
            "#009e73",
            "jdk-http-client",
            "#cc79a7");

    private final Results results;

    Growth(Results results) {
        this.results = results;
    }

    String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 940 340\" font-family=\"sans-serif\" font-size=\"13\">\n"
                + "<rect width=\"940\" height=\"340\" fill=\"white\"/>\n"
                + plot("nanoseconds a project", "nanos", LEFT)
                + plot("bytes a project", "bytes", LEFT + WIDTH + 110)
                + "</svg>\n";
    }

    private String plot(String title, String value, int left) {
        double top = 0;
        for (int power = 3; power <= 6; power++) {
            for (String subject : COLORS.keySet()) {
                top = Math.max(top, cost(subject, power, value));
            }
        }
        StringBuilder plot = new StringBuilder(text(left, 24, "start", "#000", title));
        for (int i = 0; i <= 4; i++) {
            int y = 50 + HEIGHT - HEIGHT * i / 4;
            plot.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>\n",
                    left,
                    left + WIDTH,
                    y,
                    y));
            plot.append(text(left - 8, y + 4, "end", "#555", String.format(Locale.ROOT, "%,.0f", top * i / 4)));
        }
        for (int power = 3; power <= 6; power++) {
            plot.append(text(
                    x(left, power),
                    50 + HEIGHT + 20,
                    "middle",
                    "#555",
                    String.format(Locale.ROOT, "%,d", projects(power))));
        }
        int row = 0;
        for (Map.Entry<String, String> subject :
                COLORS.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            plot.append(line(subject.getKey(), subject.getValue(), value, top, left));
            plot.append(text(left + WIDTH, 66 + 16 * row++, "end", subject.getValue(), subject.getKey()));
        }
        return plot.toString();
    }

    private String line(String subject, String color, String value, double top, int left) {
        StringBuilder points = new StringBuilder();
        for (int power = 3; power <= 6; power++) {
            double cost = cost(subject, power, value);
            if (cost > 0) {
                points.append(x(left, power))
                        .append(',')
                        .append(50 + HEIGHT - Math.round(HEIGHT * cost / top))
                        .append(' ');
            }
        }
        return "<polyline fill=\"none\" stroke-width=\"2.5\" stroke=\"" + color + "\" points=\"" + points + "\"/>\n";
    }

    private double cost(String subject, int power, String value) {
        int projects = projects(power);
        Samples samples = results.of((projects == 100_000 ? "walk " : "walk-" + projects + " ") + value, subject);
        return samples.isEmpty() ? 0 : samples.median() / projects;
    }

    private static int projects(int power) {
        return (int) Math.pow(10, power);
    }

    private static int x(int left, int power) {
        return left + 20 + (WIDTH - 40) * (power - 3) / 3;
    }

    private static String text(int x, int y, String anchor, String color, String text) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\" fill=\"" + color + "\">" + text
                + "</text>\n";
    }
}
