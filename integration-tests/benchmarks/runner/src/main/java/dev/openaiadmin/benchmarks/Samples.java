package dev.openaiadmin.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What each round gave. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double median() {
        return at(0.5);
    }

    double low() {
        return at(0.25);
    }

    double high() {
        return at(0.75);
    }

    private double at(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(place));
        double above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }

    /** Round by round, since what disturbs a round disturbs all subjects in it. */
    Samples over(Samples others) {
        Samples ratios = new Samples();
        for (int i = 0; i < Math.min(values.size(), others.values.size()); i++) {
            ratios.add(values.get(i) / others.values.get(i));
        }
        return ratios;
    }
}
