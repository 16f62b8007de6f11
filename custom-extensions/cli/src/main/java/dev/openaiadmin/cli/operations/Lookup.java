package dev.openaiadmin.cli.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list in which a name is looked up. */
record Lookup(Fields json) {
    String operation() {
        return json.text("id");
    }

    String path() {
        return json.text("path");
    }

    /** Returns the fields that people know an object by. */
    List<String> names() {
        return json.texts("names");
    }

    @Nullable
    String cursor() {
        return json.textOrNull("cursor");
    }

    String next() {
        return json.text("next");
    }

    /** Returns the size of the largest page. */
    @Nullable
    Long most() {
        return json.number("most");
    }
}
