package dev.openaiadmin.governance.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of the files of a sink: one name, or names with a day and a number, such as audit-2026-11-27-0001.jsonl. */
final class FileNames {
    private final Path folder;
    private final String name;
    private final boolean isRotating;
    private final String stem;
    private final String ending;
    private final Pattern pattern;

    FileNames(Path folder, String name, boolean isRotating) {
        this.folder = folder;
        this.name = name;
        this.isRotating = isRotating;
        int dot = name.lastIndexOf('.');
        this.stem = dot > 0 ? name.substring(0, dot) : name;
        this.ending = dot > 0 ? name.substring(dot) : "";
        this.pattern =
                Pattern.compile(Pattern.quote(stem) + "-(\\d{4}-\\d{2}-\\d{2})-(\\d{4,9})" + Pattern.quote(ending));
    }

    /** The day and the number in a name. */
    private record Place(LocalDate day, int number) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::day).thenComparingInt(Place::number);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    boolean isRotating() {
        return isRotating;
    }

    Path folder() {
        return folder;
    }

    Path path(String fileName) {
        return folder.resolve(fileName);
    }

    /** Returns whether it is the name of a file of this sink, or the empty name of no file where there can be none. */
    boolean matches(String fileName) {
        return isRotating ? fileName.isEmpty() || place(fileName) != null : fileName.equals(name);
    }

    /** Returns the name of the last file; empty when there is none yet. */
    String last() throws IOException {
        List<String> all = after("");
        return isRotating ? all.isEmpty() ? "" : all.get(all.size() - 1) : name;
    }

    /** Returns the names of the files that were begun after another one, in this order. */
    List<String> after(String fileName) throws IOException {
        if (!isRotating) {
            return List.of();
        }
        Place place = place(fileName);
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path path : files) {
                Place other = place(String.valueOf(path.getFileName()));
                if (other != null && (place == null || other.compareTo(place) > 0)) {
                    names.add(String.valueOf(path.getFileName()));
                }
            }
        }
        names.sort(Comparator.comparing(this::requirePlace));
        return names;
    }

    /** Returns the name of the file after the last one. */
    String next(String last, LocalDate day) {
        if (!isRotating) {
            return name;
        }
        Place before = place(last);
        Place next = before == null || before.day().isBefore(day)
                ? new Place(day, 1)
                : new Place(before.day(), before.number() + 1);
        return "%s-%s-%04d%s".formatted(stem, next.day(), next.number(), ending);
    }

    /** Returns the day of a file. */
    LocalDate dayOf(String fileName) {
        return requirePlace(fileName).day();
    }

    private Place requirePlace(String fileName) {
        Place place = place(fileName);
        if (place == null) {
            throw new IllegalStateException(fileName + " has no day and no number");
        }
        return place;
    }

    private @Nullable Place place(String fileName) {
        Matcher parts = pattern.matcher(fileName);
        if (!parts.matches()) {
            return null;
        }
        try {
            return new Place(LocalDate.parse(parts.group(1)), Integer.parseInt(parts.group(2)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
