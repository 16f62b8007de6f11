package dev.openaiadmin.client;

/**
 * The state of the connection pool of a client at one moment.
 *
 * @param inUse how many connections belong to a call
 * @param idle how many connections are open and belong to no call
 * @param waiting how many calls wait for a connection, because all are in use
 * @param max the maximum number of connections: see {@link OpenAiAdmin.Builder#maxConnections}
 */
public record ConnectionPoolStats(int inUse, int idle, int waiting, int max) {}
