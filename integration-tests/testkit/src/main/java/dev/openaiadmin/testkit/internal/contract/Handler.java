package dev.openaiadmin.testkit.internal.contract;

/** Handles one operation; runs while no other request changes the organization. */
@FunctionalInterface
public interface Handler {
    /**
     * Returns the response to a request that keeps the contract.
     *
     * @throws ApiErrorException if the API would refuse it
     */
    OperationResponse handle(OperationRequest request);
}
