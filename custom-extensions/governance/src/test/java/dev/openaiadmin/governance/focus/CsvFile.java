package dev.openaiadmin.governance.focus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV as RFC 4180 defines it. An empty field that is not quoted is null, as FOCUS wants it. */
final class CsvFile {
    private CsvFile() {}

    /** Returns the rows by the names of the columns; null fields are left out. */
    static List<Map<String, String>> rows(String text) {
        List<List<String>> lines = lines(text);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < line.size(); i++) {
                if (!line.get(i).isEmpty()) {
                    row.put(lines.get(0).get(i), line.get(i));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    /** Returns the fields of each line. */
    static List<List<String>> lines(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                line.add(field.toString());
                field.setLength(0);
            } else if (!quoted && c == '\n') {
                line.add(field.toString());
                field.setLength(0);
                lines.add(line);
                line = new ArrayList<>();
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        return lines;
    }
}
