package dev.openaiadmin.api;

/**
 * What an exception says of itself when the API refused a cursor that it had given before. Lists that go through time go
 * on from their last bucket then.
 */
public interface CursorRefused {}
