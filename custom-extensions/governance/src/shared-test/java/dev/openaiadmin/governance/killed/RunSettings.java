package dev.openaiadmin.governance.killed;

import java.nio.file.Path;

/**
 * What a run needs in any process.
 *
 * @param journals open its journal
 * @param adminKey of the organization
 * @param baseUrl of the organization
 * @param folder where the run stores keys
 */
record RunSettings(Journals journals, String adminKey, String baseUrl, Path folder) {}
