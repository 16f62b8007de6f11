package dev.openaiadmin.governance.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint belongs to. A follower refuses the checkpoint of another source, because its times and ids say nothing
 * about the events of this one.
 *
 * @param organization the organization, as the API names it in its responses, or null when it does not
 * @param stream which of the two logs
 * @param filter the filter as JSON, such as <code>{"project_ids[]":["proj_1"]}</code>; <code>{}</code> for all events
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditSource(
        @JsonProperty("organization") @Nullable String organization,
        @JsonProperty(value = "stream", required = true) AuditStream stream,
        @JsonProperty(value = "filter", required = true) String filter) {}
