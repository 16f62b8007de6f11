package dev.openaiadmin.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start without an admin key. */
final class MissingAdminKeyFailureAnalyzer extends AbstractFailureAnalyzer<MissingAdminKeyException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingAdminKeyException cause) {
        return new FailureAnalysis(
                "The client of OpenAI's administration API has no admin key.",
                "Set openai.admin.key, or OPENAI_ADMIN_KEY in the environment, or openai.admin.key-file to a file that"
                        + " holds the key, or define a bean of type AdminKeySource. An owner of the organization creates an"
                        + " admin key at https://platform.openai.com/settings/organization/admin-keys. To start without the"
                        + " client, set openai.admin.enabled to false.",
                cause);
    }
}
