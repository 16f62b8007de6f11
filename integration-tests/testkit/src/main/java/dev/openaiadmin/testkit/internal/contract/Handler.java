package dev.openaiadmin.testkit.internal.contract;

/** What the organization does when it is asked for one operation; runs while nothing else changes the organization. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request that keeps the contract.
     *
     * @throws Refusal when the API would refuse it
     */
    OperationResponse handle(OperationRequest request);
}
