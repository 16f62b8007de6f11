package dev.openaiadmin.model;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;

/** Makes validation providers apply the constraints on a {@link Change} to its value. Providers load it as a service. */
@UnwrapByDefault
public final class ChangeValueExtractor implements ValueExtractor<Change<@ExtractedValue ?>> {

    /** Creates an extractor. Called by the validation provider. */
    public ChangeValueExtractor() {}

    @Override
    public void extractValues(Change<?> change, ValueReceiver receiver) {
        receiver.value(null, change.value());
    }
}
