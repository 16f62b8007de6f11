package dev.openaiadmin.client.internal.http;

/**
 * How many connections a pool has.
 *
 * @param waiting how many exchanges wait for a connection
 */
public record PoolState(int inUse, int idle, int waiting, int max) {}
