package dev.openaiadmin.api;

/**
 * Marks the exception of a call whose cursor the API rejected although it had returned the cursor itself. Lists of buckets
 * continue from the end of their last bucket when a call fails with such an exception.
 */
public interface CursorRefused {}
