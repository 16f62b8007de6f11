package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Change;
import dev.openaiadmin.model.CostAmount;
import dev.openaiadmin.model.CreatedAdminApiKey;
import dev.openaiadmin.model.CreatedServiceAccount;
import dev.openaiadmin.model.ModifyProjectRequest;
import dev.openaiadmin.model.ModifyUserRequest;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectStatus;
import dev.openaiadmin.model.ServiceAccountApiKey;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The claims of the page "Records as JSON", for the mappers of one version of Jackson. */
@WithOrganization
abstract class RecordsAsJson {
    private static final Instant CREATED = Instant.ofEpochSecond(1_790_000_000);
    private static final Project PROJECT = Project.builder()
            .id("proj_1")
            .name("payments")
            .createdAt(CREATED)
            .status(new ProjectStatus("frozen"))
            .unknownField("budget", Map.of("amount", new BigDecimal("0.10")))
            .build();
    private static final String PROJECT_JSON = "{\"id\":\"proj_1\",\"object\":\"organization.project\","
            + "\"name\":\"payments\",\"created_at\":1790000000,\"status\":\"frozen\",\"budget\":{\"amount\":0.10}}";

    /** A mapper, as an application has it. */
    interface Mapper {
        String write(Object value) throws Exception;

        <T> T read(String json, Class<T> type) throws Exception;
    }

    abstract String version();

    /** Returns the mapper that a builder without settings builds; with Jackson 2, with its module for times. */
    abstract Mapper plain();

    /** Returns a mapper that writes times as text, reads numbers as milliseconds, and sees fields instead of methods. */
    abstract Mapper configured();

    /** Returns a mapper that reads numbers among unknown fields exactly. */
    abstract Mapper exact();

    /** Returns a mapper that ignores annotations. */
    abstract Mapper withoutAnnotations();

    private List<Mapper> all() {
        return List.of(plain(), configured(), exact());
    }

    @Test
    void the_class_path_has_the_expected_version() {
        assertEquals(System.getProperty("expected.jackson"), version());
    }

    /** A type of the application that contains a record. */
    record Reply(String message, CreatedServiceAccount account) {}

    @Test
    void secrets_are_not_written(InMemoryOrganization organization) throws Exception {
        try (OpenAiAdmin admin = clientOf(organization)) {
            CreatedAdminApiKey adminKey = admin.adminApiKeys().create("nightly-report");
            CreatedServiceAccount account =
                    admin.serviceAccounts().create(admin.projects().create("payments").id(), "ci");
            ServiceAccountApiKey key = account.apiKey();
            assertNotNull(key);
            for (Mapper mapper : all()) {
                String json = mapper.write(adminKey)
                        + mapper.write(Map.of("created", List.of(adminKey, key)))
                        + mapper.write(new Reply("done", account));

                assertTrue(json.contains(adminKey.id()) && json.contains(key.id()));
                assertFalse(json.contains(adminKey.value()), "the value of the admin key is in the JSON");
                assertFalse(json.contains(key.value()), "the value of the key is in the JSON");
            }
            assertFalse((adminKey + " " + account).contains(adminKey.value()), "the value of the admin key is printed");
            assertFalse((adminKey + " " + account).contains(key.value()), "the value of the key is printed");
        }
    }

    @Test
    void secrets_are_not_written_by_libraries_that_ignore_the_annotations(InMemoryOrganization organization)
            throws Exception {
        Gson gson = new GsonBuilder()
                .registerTypeAdapter(
                        Instant.class,
                        (JsonSerializer<Instant>) (time, type, context) -> new JsonPrimitive(time.getEpochSecond()))
                .create();
        try (OpenAiAdmin admin = clientOf(organization)) {
            CreatedAdminApiKey key = admin.adminApiKeys().create("nightly-report");
            for (String json : List.of(withoutAnnotations().write(key), gson.toJson(key))) {
                assertTrue(json.contains(key.id()) && json.contains("secretValue"), "the key is not written");
                assertFalse(json.contains(key.value()), "the value of the admin key is in the JSON");
            }
        }
    }

    @Test
    void secrets_are_read() throws Exception {
        for (Mapper mapper : all()) {
            assertEquals(
                    "one-time",
                    mapper.read("{\"id\":\"key_1\",\"value\":\"one-time\"}", CreatedAdminApiKey.class).value());
        }
    }

    @Test
    void times_are_written_as_the_api_writes_them() throws Exception {
        for (Mapper mapper : all()) {
            assertTrue(mapper.write(PROJECT).contains("\"created_at\":1790000000,"), mapper.write(PROJECT));
        }
    }

    @Test
    void times_are_read_as_the_api_writes_them_or_as_text() throws Exception {
        for (Mapper mapper : all()) {
            assertEquals(CREATED, mapper.read(PROJECT_JSON, Project.class).createdAt());
            assertEquals(
                    CREATED,
                    mapper.read("{\"id\":\"proj_1\",\"created_at\":\"" + CREATED + "\"}", Project.class)
                            .createdAt());
        }
    }

    @Test
    void null_fields_are_left_out_and_unknown_fields_and_values_are_kept() throws Exception {
        // As maps, since mappers may sort the fields.
        assertEquals(exact().read(PROJECT_JSON, Map.class), exact().read(plain().write(PROJECT), Map.class));
        assertEquals(PROJECT, exact().read(PROJECT_JSON, Project.class));
    }

    @Test
    void decimals_keep_their_digits() throws Exception {
        BigDecimal long36 = new BigDecimal("0.123456789012345678901234567890123456");
        CostAmount amount =
                CostAmount.builder().value(long36).unknownField("tax", long36).build();
        for (Mapper mapper : all()) {
            assertEquals(
                    2,
                    mapper.write(amount).split(long36.toPlainString(), -1).length - 1,
                    mapper.write(amount));
            assertEquals(long36, mapper.read(mapper.write(amount), CostAmount.class).value());
            assertEquals(
                    new BigDecimal("0E-6176"),
                    mapper.read("{\"value\":\"0E-6176\"}", CostAmount.class).value());
        }
        assertEquals(amount, exact().read(exact().write(amount), CostAmount.class));
    }

    @Test
    void a_cleared_field_is_still_cleared_after_a_round_trip_and_an_absent_one_still_absent() throws Exception {
        for (Mapper mapper : all()) {
            for (ModifyProjectRequest request : List.of(
                    ModifyProjectRequest.builder().clearExternalKeyId().build(),
                    ModifyProjectRequest.builder().externalKeyId("ek_1").build(),
                    ModifyProjectRequest.builder().name("n").unknownField("color", "blue").build())) {
                assertEquals(request, mapper.read(mapper.write(request), ModifyProjectRequest.class));
            }
            ModifyUserRequest read =
                    mapper.read("{\"technical_level\":null,\"role\":\"owner\"}", ModifyUserRequest.class);
            assertEquals(Change.toNull(), read.technicalLevel());
            assertNull(read.developerPersona());
            assertEquals("owner", read.role());
        }
    }

    private static OpenAiAdmin clientOf(InMemoryOrganization organization) {
        return OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }
}
