package dev.openaiadmin.governance;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.keys.OneTimeKey;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An organization, a client of it, and a clock that only moves when somebody waits. */
public final class Workplace implements AutoCloseable {
    public final InMemoryOrganization organization;
    public final OpenAiAdmin admin;
    public final List<OneTimeKey> stored = Collections.synchronizedList(new ArrayList<>());
    public final ApplyJournal journal = ApplyJournal.inMemory();
    private volatile Instant now = Instant.parse("2031-01-01T10:00:00Z");

    public Workplace(OrganizationServer server) {
        this.organization = server.newOrganization();
        organization.useClock(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
        this.admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    public Instant now() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    public Governance governance() {
        return governance(stored::add);
    }

    public Governance governance(SecretSink sink) {
        return Governance.builder(admin)
                .journal(journal)
                .secrets(sink)
                .time(this::now, this::pass)
                .build();
    }

    /** Applies a blueprint, and gives its project. */
    public Project applied(ProjectBlueprint blueprint) {
        governance().plan(blueprint).apply();
        return project(blueprint.name());
    }

    public Project project(String name) {
        return admin.projects().list().stream()
                .filter(project -> name.equals(project.name()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        admin.close();
    }
}
