package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.model.AuditLogEventType;
import dev.openaiadmin.model.CostGroup;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The exact text of queries: repeated names for lists, and brackets where the official document has them. */
class WireFormTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @Test
    void repeats_the_bare_name_for_every_value_of_a_list() {
        api.answers(200, "{\"object\": \"page\", \"data\": [], \"has_more\": false, \"next_page\": null}");

        api.client()
                .costs()
                .list(
                        Instant.ofEpochSecond(1_790_000_000),
                        query -> query.projectIds(List.of("proj_1", "proj_2"))
                                .groupBy(List.of(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM)))
                .forEach(bucket -> {});

        assertThat(sent())
                .isEqualTo("start_time=1790000000&project_ids=proj_1&project_ids=proj_2"
                        + "&group_by=project_id&group_by=line_item&limit=180");
    }

    @Test
    void sends_brackets_where_the_official_document_has_them() {
        api.answers(200, "{\"object\": \"list\", \"data\": [], \"has_more\": false}");

        api.client()
                .auditLogs()
                .list(query -> query.effectiveAtGt(Instant.ofEpochSecond(1_790_000_000))
                        .projectIds(List.of("proj_1", "proj_2"))
                        .eventTypes(List.of(AuditLogEventType.PROJECT_CREATED))
                        .actorEmails(List.of("a+b@example.com")))
                .forEach(log -> {});

        assertThat(sent())
                .isEqualTo("effective_at%5Bgt%5D=1790000000&project_ids%5B%5D=proj_1&project_ids%5B%5D=proj_2"
                        + "&event_types%5B%5D=project.created&actor_emails%5B%5D=a%2Bb%40example.com");
    }

    private String sent() {
        return api.requests.get(0).query();
    }
}
