package dev.openaiadmin.spring.boot;

import dev.openaiadmin.InvalidValueException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start with a property that the client refuses. */
final class InvalidValueFailureAnalyzer extends AbstractFailureAnalyzer<InvalidValueException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidValueException cause) {
        BeanCreationException creation = findCause(rootFailure, BeanCreationException.class);
        for (Throwable e = creation; e != null; e = e.getCause()) {
            if (e instanceof BeanCreationException failed
                    && OpenAiAdminAutoConfiguration.BEAN_NAME.equals(failed.getBeanName())) {
                return new FailureAnalysis(
                        "The client of OpenAI's administration API cannot be created: " + cause.getMessage(),
                        "Correct the property of openai.admin that sets this value.",
                        cause);
            }
        }
        return null;
    }
}
