package dev.openaiadmin.governance.costs;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What all projects have cost on one day, in one currency. Immutable.
 *
 * @param day the day in UTC
 * @param currency the currency by its ISO 4217 code in upper case, or {@code XXX} when the API names none
 * @param amount the sum, in whole units of the currency, to the last digit
 * @param provisional whether the day ended less than 48 hours ago, or has not ended, and the API still revises it
 */
public record DayCost(LocalDate day, String currency, BigDecimal amount, boolean provisional) {}
