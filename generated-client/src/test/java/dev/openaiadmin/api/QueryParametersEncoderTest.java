package dev.openaiadmin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.openaiadmin.model.CostGroup;
import feign.querymap.FieldQueryMapEncoder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryParametersEncoderTest {
    private final QueryParametersEncoder encoder = new QueryParametersEncoder();

    @Test
    void uses_the_names_of_the_api_and_unix_seconds() {
        CostsApi.ListQuery query = CostsApi.ListQuery.builder()
                .startTime(Instant.ofEpochSecond(1_790_000_000, 999_999_999))
                .projectIds(List.of("proj_1", "proj_2"))
                .groupBy(List.of(CostGroup.LINE_ITEM))
                .limit(7)
                .build();

        assertThat(encoder.encode(query))
                .containsExactly(
                        entry("start_time", 1_790_000_000L),
                        entry("project_ids", List.of("proj_1", "proj_2")),
                        entry("group_by", List.of(CostGroup.LINE_ITEM)),
                        entry("limit", 7));
    }

    @Test
    void encodes_other_objects_as_feign_does() {
        assertThat(encoder.encode(new OtherQuery("desc"))).containsExactly(entry("order", "desc"));
    }

    @Test
    void gives_other_encoders_no_fields_but_the_parameters() {
        CostsApi.ListQuery query =
                CostsApi.ListQuery.builder().startTime(Instant.EPOCH).limit(7).build();

        assertThat(new FieldQueryMapEncoder().encode(query)).containsOnlyKeys("startTime", "limit");
    }

    private static final class OtherQuery {
        @SuppressWarnings("UnusedVariable") // read by reflection
        private final String order;

        OtherQuery(String order) {
            this.order = order;
        }
    }
}
