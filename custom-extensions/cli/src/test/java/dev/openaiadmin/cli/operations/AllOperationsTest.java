package dev.openaiadmin.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.cli.Cli;
import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.output.Json;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Runs the command of each operation of the description on an organization, once for each format: creates everything,
 * reads it, changes it and deletes it. What is created is printed as JSON, because its id is needed; a second one is
 * printed in the format. The arguments are the examples of the description, with the ids of what was created.
 */
@WithOrganization
@Timeout(120)
class AllOperationsTest {
    /** Separates columns, and fields from their values. */
    private static final Pattern GAP = Pattern.compile(" {2,}");

    @TempDir
    private Path folder;

    /** The ids of what has been created, by the path of its list and by the name of the argument. */
    private final Map<String, String> ids = new HashMap<>();

    /** The same ids by those that the examples of the description have in their place. */
    private final Map<Object, String> idsOfExamples = new HashMap<>();

    private final List<DescribedCommand> commands = new ArrayList<>();

    /** The commands that failed; all are reported at once. */
    private final List<String> failures = new ArrayList<>();

    private final Set<String> done = new TreeSet<>();

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "jsonl", "yaml", "csv", "markdown"})
    void creates_reads_changes_and_deletes_everything(String format, InMemoryOrganization organization)
            throws IOException {
        Cli cli = Cli.on(organization, folder);
        // Times of use would differ between formats.
        organization.useClock(Clock.fixed(Instant.now(), ZoneOffset.UTC));
        ids.put("user_id", organization.users().add("ada@example.com", "reader"));
        List<DescribedCommand> all = all();

        createAll(cli, organization, all, format);
        for (DescribedCommand command : all) {
            if (modifies(command)) {
                checkFormat(command, format, succeed(cli, command, format));
            }
        }
        for (DescribedCommand command : all) {
            if (!command.changes()) {
                read(cli, command, format);
            }
        }
        List<DescribedCommand> last = all.stream()
                .filter(command -> !done.contains(command.words()))
                .sorted(Comparator.comparing(
                                (DescribedCommand command) -> !command.name().equals("deactivate"))
                        // What is inside goes before what it is in, and the project goes last.
                        .thenComparing(
                                command -> -ApiPath.parameters(command.path()).size())
                        .thenComparing(command -> command.words().equals("projects archive")))
                .toList();
        for (DescribedCommand command : last) {
            checkFormat(command, format, succeed(cli, command, format));
        }

        assertThat(failures).isEmpty();
        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(DescribedCommand::words).toList());
    }

    private List<DescribedCommand> all() {
        if (!commands.isEmpty()) {
            return commands;
        }
        Resources.index()
                .keySet()
                .forEach(
                        resource -> commands.addAll(Resources.commands(resource).values()));
        assertThat(commands).hasSizeGreaterThan(100);
        return commands;
    }

    private boolean creates(DescribedCommand command) {
        return command.changes()
                && (command.retry() == RetryRule.CREATE
                        || Set.of("add", "assign", "upload", "create").contains(command.name()));
    }

    private boolean modifies(DescribedCommand command) {
        return !done.contains(command.words())
                && command.retry() == RetryRule.IDEMPOTENT
                && !command.name().contains("archive")
                && !command.name().equals("deactivate");
    }

    /** Creates what needs nothing else first, then what needs that, and so on. */
    private void createAll(Cli cli, InMemoryOrganization organization, List<DescribedCommand> all, String format)
            throws IOException {
        Set<DescribedCommand> left = new LinkedHashSet<>();
        all.stream().filter(this::creates).forEach(left::add);
        int before = 0;
        while (!left.isEmpty() && left.size() != before) {
            before = left.size();
            // What was refused can need something that is created after it in the description.
            failures.clear();
            for (DescribedCommand command : List.copyOf(left)) {
                if (knowsIds(command)) {
                    Ended ended = succeed(cli, command, "json");
                    remember(command, all, ended);
                    if (ended.exitCode() == 0) {
                        left.remove(command);
                        createAnother(cli, command, all, format);
                    }
                }
            }
        }
        left.forEach(command -> failures.add(command.words() + " cannot be called"));
        String project = ids.getOrDefault("project_id", "");
        // The key of a service account is deleted with it; that of a user alone.
        ids.put(
                "/organization/projects/{project_id}/api_keys",
                organization.projectApiKeys().add(project, "forgotten"));
        Ended rateLimits = cli.run("rate-limits", "list", project, "--limit", "1", "-o", "jsonl");
        ids.put(
                "rate_limit_id",
                Fields.of(Json.read(rateLimits.out().getBytes(StandardCharsets.UTF_8)))
                        .text("id"));
    }

    /** Creates a second one with another name. There is one assignment at most: it is deleted and made again. */
    private void createAnother(Cli cli, DescribedCommand command, List<DescribedCommand> all, String format)
            throws IOException {
        List<String> words = words(command);
        words.replaceAll(word -> word.matches("--(role-)?name=.*") ? word + "-2" : word);
        words.addAll(List.of("--yes", "-o", format));
        if (!command.secrets().isEmpty()) {
            words.add("--secret-file=" + folder.resolve("another-secret-" + done.size()));
        }
        Ended ended = cli.run(words);
        if (ended.exitCode() != 0) {
            for (DescribedCommand other : all) {
                if (other.retry() == RetryRule.DELETE && isItemOf(command, other)) {
                    List<String> deletion = words(other);
                    deletion.add("--yes");
                    assertThat(cli.run(deletion).exitCode()).as("%s", deletion).isZero();
                }
            }
            ended = cli.run(words);
        }
        assertThat(ended.exitCode()).as("%s: %s", words, ended.err()).isZero();
        assertThat(Cli.hasSecret(ended.out() + ended.err()))
                .as("%s shows a secret", words)
                .isFalse();
        checkFormat(command, format, ended);
    }

    /** Returns whether the path of a command is that of an object in the list of another. */
    private static boolean isItemOf(DescribedCommand list, DescribedCommand item) {
        List<String> parameters = ApiPath.parameters(item.path());
        String last = parameters.isEmpty() ? "" : parameters.get(parameters.size() - 1);
        return item.path().equals(list.path() + "/{" + last + "}");
    }

    private boolean knowsIds(DescribedCommand command) {
        return command.arguments().stream()
                .filter(argument -> argument.isInPath()
                        || (argument.isInBody() && argument.isRequired() && argument.lookup() != null))
                .allMatch(argument ->
                        id(command, argument) != null || argument.name().equals("fine_tuned_model_checkpoint"));
    }

    /** Returns the id of what was created in the list that an argument belongs to. */
    private @Nullable String id(DescribedCommand command, Argument argument) {
        Lookup lookup = argument.lookup();
        int end = command.path().indexOf("/{" + argument.name() + "}");
        String list = argument.isInPath() ? command.path().substring(0, end) : lookup == null ? "" : lookup.path();
        String name = argument.name().replace("[]", "").replaceFirst("_ids$", "_id");
        return ids.containsKey(list) ? ids.get(list) : ids.get(name);
    }

    private void remember(DescribedCommand created, List<DescribedCommand> all, Ended ended) throws IOException {
        if (ended.exitCode() != 0) {
            return;
        }
        Fields result = Fields.of(Json.read(ended.out().getBytes(StandardCharsets.UTF_8)));
        Fields object = result.objects("data").isEmpty()
                ? result
                : result.objects("data").get(0);
        for (DescribedCommand other : all) {
            List<String> below = ApiPath.parameters(other.path());
            String last = below.isEmpty() ? "" : below.get(below.size() - 1);
            if (isItemOf(created, other)) {
                // What is assigned has the id of what it is assigned to.
                String nested = object.fields(last.replaceFirst("_id$", "")).text("id");
                String id = object.has("id") ? object.text("id") : nested.isEmpty() ? object.text(last) : nested;
                ids.put(created.path(), id);
                ids.putIfAbsent(last, id);
                for (Argument argument : other.arguments()) {
                    if (argument.name().equals(last)) {
                        idsOfExamples.putIfAbsent(argument.example(), id);
                    }
                }
            }
        }
    }

    private Ended succeed(Cli cli, DescribedCommand command, String format) {
        List<String> words = words(command);
        words.add("--yes");
        words.addAll(List.of("-o", format));
        if (!command.secrets().isEmpty()) {
            words.add("--secret-file=" + folder.resolve("secret-" + done.size()));
        }
        Ended ended = cli.run(words);
        check(words, ended);
        assertThat(Cli.hasSecret(ended.out())).as("%s shows a secret", words).isFalse();
        done.add(command.words());
        return ended;
    }

    private boolean check(List<String> words, Ended ended) {
        boolean succeeded = ended.exitCode() == 0 && ended.err().isEmpty();
        if (!succeeded) {
            failures.add(String.join(" ", words) + ": " + ended.exitCode() + " "
                    + ended.err().lines().findFirst().orElse(""));
        }
        return succeeded;
    }

    /** Returns the example of the help with the ids of this organization. */
    private List<String> words(DescribedCommand command) {
        List<String> words = new ArrayList<>(List.of(command.words().split(" ", 2)));
        for (Argument argument : command.arguments()) {
            Object example = argument.example();
            boolean known = argument.isRequired() || example != null;
            String id = argument.isInPath() || (known && argument.lookup() != null) ? id(command, argument) : null;
            Object value = id == null ? example : id;
            boolean wanted = argument.isRequired() || argument.isInPath() || argument.isInBody();
            if (!wanted || value == null || argument.name().equals("create_service_account_only")) {
                continue;
            }
            if (argument.isBoolean()) {
                words.add((Boolean.TRUE.equals(value) ? "--" : "--no-")
                        + argument.option().substring(2));
            } else {
                List<?> values = value instanceof List<?> several ? several : List.of(value);
                values.forEach(
                        each -> words.add(argument.option() + "=" + idsOfExamples.getOrDefault(each, "" + each)));
            }
        }
        for (String word : new Help(command).fieldsWithoutOption()) {
            String replaced = word;
            for (Map.Entry<Object, String> id : idsOfExamples.entrySet()) {
                replaced = replaced.replace("\"" + id.getKey() + "\"", "\"" + id.getValue() + "\"");
            }
            words.add(replaced);
        }
        return words;
    }

    private void read(Cli cli, DescribedCommand command, String format) throws IOException {
        Ended json = run(cli, command, "json");
        Ended ended = run(cli, command, format);
        if (json.exitCode() == 0 && ended.exitCode() == 0) {
            Object expected = Json.read(json.out().getBytes(StandardCharsets.UTF_8));
            Object values = checkFormat(command, format, ended);
            if (format.equals("table") && expected != null) {
                checkTable(command, ended.out().lines().toList(), expected);
            } else if (values != null) {
                assertThat(Json.line(values)).as(command.words()).isEqualTo(Json.line(expected));
            }
        }
        done.add(command.words());
    }

    private Ended run(Cli cli, DescribedCommand command, String format) {
        List<String> words = words(command);
        words.addAll(List.of("-o", format));
        Ended ended = cli.run(words);
        check(words, ended);
        return ended;
    }

    /** Checks that a result is in its format, and returns its values if the format keeps all of them. */
    private static @Nullable Object checkFormat(DescribedCommand command, String format, Ended ended)
            throws IOException {
        if (ended.exitCode() != 0) {
            return null;
        }
        List<String> lines = ended.out().lines().toList();
        assertThat(lines).as("%s -o %s", command.words(), format).isNotEmpty();
        switch (format) {
            case "json" -> {
                return Json.read(ended.out().getBytes(StandardCharsets.UTF_8));
            }
            case "jsonl" -> {
                List<Object> values = new ArrayList<>();
                for (String line : lines) {
                    values.add(Json.read(line.getBytes(StandardCharsets.UTF_8)));
                }
                assertThat(values).as(command.words()).allMatch(Map.class::isInstance);
                return command.isList() ? values : values.get(0);
            }
            case "yaml" -> {
                return new Yaml(new SafeConstructor(new LoaderOptions())).load(ended.out());
            }
            case "csv" -> {
                List<Integer> fields = fieldsOfRows(ended.out());
                assertThat(fields)
                        .as("%s has as many fields in each row", command.words())
                        .allMatch(fields.get(0)::equals);
                assertThat(ended.out())
                        .as(command.words())
                        .doesNotStartWith("\r\n")
                        .endsWith("\r\n");
            }
            case "markdown" -> {
                int cells = cells(lines.get(0));
                assertThat(lines.get(1)).as(command.words()).isEqualTo("|" + "---|".repeat(cells));
                assertThat(lines)
                        .as("%s is a table", command.words())
                        .allMatch(line -> line.startsWith("|") && line.endsWith("|") && cells(line) == cells);
            }
            default -> {
                if (command.isList()) {
                    assertThat(titlesOf(command))
                            .as(command.words())
                            .containsSubsequence(GAP.split(lines.get(0), -1))
                            .isNotEmpty();
                } else if (command.columns().contains("id") && !command.isDeletion()) {
                    assertThat(fieldsOfObject(lines).get("id"))
                            .as(command.words())
                            .isNotBlank();
                }
            }
        }
        return null;
    }

    private static List<String> titlesOf(DescribedCommand command) {
        return command.columns().stream()
                .map(column -> column.toUpperCase(Locale.ROOT))
                .toList();
    }

    /** Checks that a table has a row for each object, or a line for each field of an object, and that the ids are there. */
    private static void checkTable(DescribedCommand command, List<String> lines, Object expected) {
        if (expected instanceof Map<?, ?> object) {
            Map<String, String> shown = fieldsOfObject(lines);
            assertThat(shown.keySet()).as(command.words()).isEqualTo(namesOf(object, ""));
            if (object.containsKey("id")) {
                assertThat(shown).as(command.words()).containsEntry("id", "" + object.get("id"));
            }
            return;
        }
        List<String> ids = new ArrayList<>();
        for (Object each : (List<?>) expected) {
            if (each instanceof Map<?, ?> object && object.get("id") != null) {
                ids.add("" + object.get("id"));
            }
        }
        int start = " ".concat(lines.get(0)).concat(" ").indexOf(" ID ");
        if (!ids.isEmpty()) {
            assertThat(start).as("%s has the column of the id", command.words()).isNotNegative();
            assertThat(lines.stream().skip(1).map(line -> GAP.split(line.substring(start), 2)[0]))
                    .as(command.words())
                    .isEqualTo(ids);
        }
    }

    /** Returns the fields of an object that is shown as a table; a long value continues on the next line. */
    private static Map<String, String> fieldsOfObject(List<String> lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = GAP.split(line, 2);
            fields.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        return fields;
    }

    /** Returns the names of the fields of an object, those of the objects inside with the names of both. */
    private static Set<String> namesOf(Map<?, ?> object, String prefix) {
        Set<String> names = new LinkedHashSet<>();
        object.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                names.addAll(namesOf(inner, prefix + name + "."));
            } else {
                names.add(prefix + name);
            }
        });
        return names;
    }

    /** Returns the number of fields of each row of CSV; quoted text can contain commas and line breaks. */
    private static List<Integer> fieldsOfRows(String csv) {
        String unquoted = csv.replaceAll("\"[^\"]*\"", "");
        return unquoted.lines().map(row -> row.split(",", -1).length).toList();
    }

    private static int cells(String line) {
        return line.replaceAll("\\\\.", "").split("\\|", -1).length - 2;
    }
}
