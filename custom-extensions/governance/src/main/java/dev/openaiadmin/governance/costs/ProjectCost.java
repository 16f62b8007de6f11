package dev.openaiadmin.governance.costs;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a project cost in the time of a {@link CostReport}, in one currency. Immutable.
 *
 * @param projectId the project, or null for what belongs to none
 * @param name the name that the project has now, or null where none is known
 * @param archived whether the project has been archived
 * @param currency the currency by its ISO 4217 code in upper case, or {@code XXX} where the API names none
 * @param amount the sum, in whole units of the currency, to the last digit; negative when more was given back than spent
 * @param provisional how much of the amount is of the last 48 hours, which the API still revises
 */
public record ProjectCost(
        @Nullable String projectId,
        @Nullable String name,
        boolean archived,
        String currency,
        BigDecimal amount,
        BigDecimal provisional) {}
