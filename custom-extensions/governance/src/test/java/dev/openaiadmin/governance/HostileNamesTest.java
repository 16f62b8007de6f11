package dev.openaiadmin.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.costs.CostReport;
import dev.openaiadmin.governance.keys.IdleKeys;
import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.keys.OneTimeKey;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.snapshots.OrganizationSnapshot;
import dev.openaiadmin.governance.snapshots.SnapshotDiff;
import dev.openaiadmin.model.ServiceAccountApiKey;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random names: Unicode, controls, long ones, and ones that are equal under case folding or normalization. */
@WithOrganization
class HostileNamesTest {
    private static final String[] PARTS = {
        "ci",
        "CI",
        "a",
        "A",
        "-",
        "_",
        ".",
        "/",
        "\\",
        " ",
        "~",
        "%",
        "=",
        "#",
        "'",
        "\"",
        "{",
        "東京",
        "大阪",
        "é",
        "e\u0301",
        "ß",
        "ss",
        "İ",
        "i",
        "ﬁ",
        "fi",
        "\u001b[2J",
        "\u0000",
        "\n",
        "\r",
        "\t",
        "\u0085",
        "\u009b31m",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u061c",
        "\ufeff",
        "\u00ad",
        "\u007f",
        "😀",
        "con",
        "nul",
        "..",
        "$(id)",
        "%s"
    };

    private final Workplace at;
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    HostileNamesTest(OrganizationServer server) {
        this.at = new Workplace(server);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void no_secret_is_lost_and_no_two_names_share_a_place() throws Exception {
        Path variables = folder.resolve("variables.env");
        SecretSink files = SecretSink.files(folder);
        SecretSink environment = SecretSink.environmentFile(variables);
        Map<KeyOwner, String> stored = new HashMap<>();
        List<String> names = names(30);
        for (int i = 0; i < 150; i++) {
            String project = names.get(random.nextInt(names.size()));
            String account = names.get(random.nextInt(names.size()));
            // A project of one name has one id here, so the same account may come again.
            OneTimeKey key = key("proj_" + names.indexOf(project), project, account, "secret-" + i);
            files.check(List.of(key.owner()));
            files.store(key);
            environment.check(List.of(key.owner()));
            environment.store(key);
            stored.put(key.owner(), key.value());
        }

        List<String> inFiles = new ArrayList<>();
        Set<String> folded = new LinkedHashSet<>();
        try (var found = Files.list(folder)) {
            for (Path file :
                    found.filter(path -> path.toString().endsWith(".key")).toList()) {
                inFiles.add(Files.readString(file).strip());
                String name = file.getFileName().toString();
                folded.add(Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
                assertThat(name)
                        .as("seed %s", seed)
                        .matches("[a-z0-9_~-]+\\.[a-z0-9_~-]+\\.key")
                        .hasSizeLessThan(200);
            }
        }
        assertThat(inFiles).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(stored.values());
        assertThat(folded).as("seed %s", seed).hasSize(stored.size());
        List<String> lines = Files.readAllLines(variables).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines)
                .as("seed %s", seed)
                .allMatch(line -> line.matches("OPENAI_API_KEY_[A-Z0-9_]+=secret-\\d+"))
                .extracting(line -> line.substring(line.indexOf('=') + 1))
                .containsExactlyInAnyOrderElementsOf(stored.values());
        assertThat(lines.stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .distinct())
                .as("seed %s", seed)
                .hasSize(stored.size());
    }

    @Test
    void no_output_holds_a_raw_control() throws Exception {
        List<String> names = names(12);
        List<ProjectBlueprint> blueprints = new ArrayList<>();
        for (String name : names) {
            blueprints.add(ProjectBlueprint.named(name)
                    .serviceAccount(names.get(random.nextInt(names.size())))
                    .modelAllowlist(names.get(random.nextInt(names.size()))));
        }
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(blueprints);
        StringWriter empty = new StringWriter();
        OrganizationSnapshot.of(at.admin).writeTo(empty);
        List<String> outputs = new ArrayList<>();

        Plan plan = at.governance(SecretSink.files(folder)).plan(blueprint);
        outputs.add(plan.toString());
        outputs.add(plan.toJson());
        outputs.addAll(plan.warnings());
        plan.changes().forEach(change -> outputs.add(change.toString()));
        plan.apply();
        assertThat(at.governance(SecretSink.files(folder)).plan(blueprint).isEmpty())
                .as("applied again, it changes nothing; seed %s", seed)
                .isTrue();

        StringWriter full = new StringWriter();
        OrganizationSnapshot.of(at.admin).writeTo(full);
        outputs.add(full.toString());
        SnapshotDiff diff = SnapshotDiff.between(new StringReader(empty.toString()), new StringReader(full.toString()));
        outputs.add(diff.toString());
        outputs.add(diff.toJson());
        at.pass(Duration.ofDays(100));
        IdleKeys idle = IdleKeys.of(at.admin, Duration.ofDays(90), Clock.fixed(at.now(), ZoneOffset.UTC));
        outputs.add(idle.toString());
        outputs.add(idle.toJson());
        LocalDate today = LocalDate.ofInstant(at.now(), ZoneOffset.UTC);
        at.admin
                .projects()
                .list(query -> query.limit(100))
                .forEach(project -> at.organization
                        .costs()
                        .add(
                                today.minusDays(5).atStartOfDay(ZoneOffset.UTC).toInstant(),
                                BigDecimal.ONE,
                                Map.of("project_id", project.id())));
        CostReport costs =
                CostReport.perProject(at.admin, today.minusDays(10), today, Clock.fixed(at.now(), ZoneOffset.UTC));
        outputs.add(costs.toCsv().replace("\r\n", "\n"));
        outputs.add(costs.toJson());
        outputs.add(costs.toHtml());

        assertThat(outputs)
                .allSatisfy(output -> assertThat(rawControls(output))
                        .as("seed %s, in:%n%s", seed, output)
                        .isEmpty());
        assertThat(namesIn(full.toString())).as("seed %s", seed).containsAll(names);
    }

    /** C0 but line feeds, which separate lines of our own, C1, what reorders text, and separators of lines. */
    private static List<String> rawControls(String output) {
        return output.codePoints()
                .filter(c -> (c < 0x20 && c != '\n')
                        || (c >= 0x7f && c <= 0x9f)
                        || c == 0x061c
                        || (c >= 0x200e && c <= 0x200f)
                        || (c >= 0x2028 && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069)
                        || c == 0xfeff)
                .mapToObj(Integer::toHexString)
                .toList();
    }

    /** Escapes are of the form only: whoever reads the JSON gets the names as they are. */
    private static List<String> namesIn(String snapshot) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode project : new ObjectMapper().readTree(snapshot).path("projects")) {
            names.add(project.path("name").asText());
        }
        return names;
    }

    private List<String> names(int count) {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 80 : 4);
            for (int i = 0; i < length; i++) {
                name.append(PARTS[random.nextInt(PARTS.length)]);
            }
            if (!name.toString().isBlank()) {
                names.add(name.toString());
            }
        }
        return List.copyOf(names);
    }

    private static OneTimeKey key(String projectId, String project, String account, String value) {
        return new OneTimeKey(
                projectId,
                project,
                account,
                ServiceAccountApiKey.builder()
                        .id("key_1")
                        .value(value)
                        .name("Secret key")
                        .createdAt(Instant.EPOCH)
                        .build());
    }
}
