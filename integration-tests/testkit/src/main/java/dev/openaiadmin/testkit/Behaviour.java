package dev.openaiadmin.testkit;

/** What the organization does when it is asked for one operation; runs while nothing else changes the organization. */
@FunctionalInterface
interface Behaviour {
    /**
     * Answers a request that keeps the contract.
     *
     * @throws Refusal when the API would refuse it
     */
    Answer answer(ApiRequest request);
}
