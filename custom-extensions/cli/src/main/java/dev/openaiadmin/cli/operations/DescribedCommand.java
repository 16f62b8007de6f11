package dev.openaiadmin.cli.operations;

import dev.openaiadmin.api.RetryRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the description says about the command of one operation. */
final class DescribedCommand {
    private final String resource;
    private final Fields json;
    private final List<Argument> arguments;

    DescribedCommand(String resource, Fields json) {
        this.resource = resource;
        this.json = json;
        this.arguments = json.objects("arguments").stream().map(Argument::new).toList();
    }

    String resource() {
        return resource;
    }

    /** Returns the words after the name of the program, such as {@code projects create}. */
    String words() {
        return resource + " " + name();
    }

    String name() {
        return json.text("name");
    }

    String operationId() {
        return json.text("id");
    }

    RetryRule retry() {
        return RetryRule.valueOf(json.text("retry").toUpperCase(Locale.ROOT));
    }

    boolean changes() {
        return retry() != RetryRule.READ;
    }

    /** Returns whether what it removes cannot be restored. */
    boolean isPermanent() {
        return json.flag("permanent");
    }

    String method() {
        return json.text("method");
    }

    String path() {
        return json.text("path");
    }

    String summary() {
        return json.text("summary");
    }

    String description() {
        return json.text("description");
    }

    @Nullable
    String beta() {
        return json.textOrNull("x-beta");
    }

    boolean isDeprecated() {
        return json.flag("deprecated");
    }

    String url() {
        return json.text("url");
    }

    List<Argument> arguments() {
        return arguments;
    }

    /** Returns the arguments that are given by position: those of the path, and then the required ones. */
    List<Argument> positional() {
        List<Argument> positional = new ArrayList<>();
        arguments.stream().filter(Argument::isInPath).forEach(positional::add);
        arguments.stream()
                .filter(argument -> argument.isRequired() && !argument.isInPath())
                .sorted((one, other) -> Boolean.compare(one.isList(), other.isList()))
                .forEach(positional::add);
        return positional;
    }

    boolean hasBody() {
        return json.has("body");
    }

    /** Returns the rules of the request. */
    Fields body() {
        return json.fields("body");
    }

    @Nullable
    Object bodyExample() {
        return json.value("bodyExample");
    }

    boolean isList() {
        return json.fields("result").flag("list");
    }

    boolean isDeletion() {
        return json.fields("result").flag("deletion");
    }

    /** Returns the query parameter that begins a page; null if there is only one page. */
    @Nullable
    String cursor() {
        return json.fields("result").textOrNull("cursor");
    }

    /** Returns the field of a page that has the next cursor. */
    String next() {
        return json.fields("result").text("next");
    }

    @Nullable
    Long mostPerPage() {
        return json.number("mostPerPage");
    }

    /** Returns the field whose objects are the rows of a table; null if each object is a row. */
    @Nullable
    String rows() {
        return json.fields("result").textOrNull("rows");
    }

    List<String> columns() {
        return json.fields("result").texts("columns");
    }

    /** Returns the names of the fields that are times. */
    List<String> times() {
        return json.fields("result").texts("times");
    }

    /** Returns the paths of the fields that are shown only once. */
    List<String> secrets() {
        return json.fields("result").texts("secrets");
    }
}
