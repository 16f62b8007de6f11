package dev.openaiadmin.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the organization answers.
 *
 * @param status the HTTP status
 * @param body the JSON
 */
record Answer(int status, JsonNode body) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }
}
