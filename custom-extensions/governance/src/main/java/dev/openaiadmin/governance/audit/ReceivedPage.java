package dev.openaiadmin.governance.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log.
 *
 * @param data the events, the newest first; none even if another page follows
 * @param hasMore whether another page follows
 * @param lastId the cursor of the next page, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ReceivedPage(
        @JsonProperty(value = "data", required = true) List<ReceivedEvent> data,
        @JsonProperty("has_more") boolean hasMore,
        @JsonProperty("last_id") @Nullable String lastId) {}
