package dev.openaiadmin.governance.costs;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a project has cost in the days of a {@link CostReport}, in one currency. Immutable.
 *
 * @param projectId the project, or null for costs without a project
 * @param name the present name of the project, or null when it is not known
 * @param archived whether the project has been archived
 * @param currency the currency by its ISO 4217 code in upper case, or {@code XXX} when the API names none
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
