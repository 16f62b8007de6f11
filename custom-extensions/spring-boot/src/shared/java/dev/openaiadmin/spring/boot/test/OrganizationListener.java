package dev.openaiadmin.spring.boot.test;

import dev.openaiadmin.testkit.InMemoryOrganization;
import java.util.List;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Resets the organization before each test, and fails tests that broke the contract of the API. */
final class OrganizationListener implements TestExecutionListener {
    @Override
    public void beforeTestMethod(TestContext test) {
        organizationOf(test).reset();
    }

    @Override
    public void afterTestMethod(TestContext test) {
        List<String> breaches = organizationOf(test).takeBreaches();
        if (!breaches.isEmpty()) {
            throw new AssertionError("Requests broke the contract of the API: " + String.join("; ", breaches));
        }
    }

    private static InMemoryOrganization organizationOf(TestContext test) {
        return test.getApplicationContext().getBean(InMemoryOrganization.class);
    }
}
