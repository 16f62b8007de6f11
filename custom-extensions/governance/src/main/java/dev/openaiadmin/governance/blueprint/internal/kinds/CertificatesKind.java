package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Fingerprint;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Referent;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.ActivateCertificatesRequest;
import dev.openaiadmin.model.ListedCertificate;
import dev.openaiadmin.model.ProjectCertificate;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The certificates that are active for the organization or for a project, by fingerprint, name or id. */
final class CertificatesKind implements ResourceKind<Set<Name>> {
    private static final String CERTIFICATES = "certificates";
    /** The generated record says how many ids a request may have. */
    private static final int MOST_IDS = Arrays.stream(ActivateCertificatesRequest.class.getRecordComponents())
            .map(component -> component.getAccessor().getAnnotation(Size.class))
            .filter(Objects::nonNull)
            .mapToInt(Size::max)
            .findFirst()
            .orElse(1);

    /** Adds certificates to those that a blueprint names. */
    static Set<Name> with(Set<Name> certificates, List<Name> others) {
        Set<Name> more = new LinkedHashSet<>(certificates);
        more.addAll(others);
        return more;
    }

    @Override
    public List<String> keys() {
        return List.of(CERTIFICATES);
    }

    @Override
    public Set<Name> parse(@Nullable Set<Name> before, String key, YamlNode value) {
        return new LinkedHashSet<>(FileParts.names(value));
    }

    @Override
    public void write(Set<Name> certificates, Map<String, Object> parts) {
        FileParts.putNames(parts, CERTIFICATES, certificates);
    }

    @Override
    public @Nullable Set<Name> whenNotNamed(Set<ExactPart> exact) {
        return exact.contains(ExactPart.CERTIFICATES) ? Set.of() : null;
    }

    @Override
    public void plan(Set<Name> desired, ScopePlan plan) {
        Map<String, Referent> others = new LinkedHashMap<>();
        if (plan.scope().exists()) {
            others.putAll(active(plan.admin(), plan.scope()));
        }
        List<Referent> missing = new ArrayList<>();
        for (Name name : desired) {
            find(name, plan).ifPresent(certificate -> {
                if (others.remove(certificate.id()) == null) {
                    missing.add(certificate);
                }
            });
        }
        inGroups(
                missing,
                some -> plan.adds(
                        subject(some),
                        null,
                        () -> plan.scope()
                                .call(() -> plan.scope().isOrganization()
                                        ? plan.admin().certificates().activate(ids(some))
                                        : plan.admin()
                                                .projectCertificates()
                                                .activate(plan.scope().projectId(), ids(some)))));
        if (plan.isExact(ExactPart.CERTIFICATES)) {
            inGroups(
                    List.copyOf(others.values()),
                    some -> plan.removes(subject(some), null, Removal.REVERSIBLE, () -> {
                        if (plan.scope().isOrganization()) {
                            plan.admin().certificates().deactivate(ids(some));
                        } else {
                            plan.admin()
                                    .projectCertificates()
                                    .deactivate(plan.scope().projectId(), ids(some));
                        }
                    }));
        }
    }

    private static Optional<Referent> find(Name name, ScopePlan plan) {
        String fingerprint = Fingerprint.normalized(name.text());
        if (fingerprint == null) {
            return plan.current().certificateCatalog().find(name, plan::problem);
        }
        List<String> ids = plan.current().certificatesWithFingerprint(fingerprint);
        if (ids.isEmpty()) {
            plan.problem(name.at("there is no certificate with the SHA-256 fingerprint " + name
                    + "; upload it first, or check the fingerprint"));
        }
        return ids.stream().findFirst().flatMap(plan.current().certificateCatalog()::byId);
    }

    private static void inGroups(List<Referent> certificates, Consumer<List<Referent>> step) {
        for (int from = 0; from < certificates.size(); from += MOST_IDS) {
            step.accept(certificates.subList(from, Math.min(certificates.size(), from + MOST_IDS)));
        }
    }

    private static String subject(List<Referent> certificates) {
        return "active " + (certificates.size() == 1 ? "certificate " : "certificates ")
                + certificates.stream().map(Referent::shown).collect(Collectors.joining(", "));
    }

    private static List<String> ids(List<Referent> certificates) {
        return certificates.stream().map(Referent::id).toList();
    }

    private static Map<String, Referent> active(AdminApi admin, Scope scope) {
        Map<String, Referent> active = new LinkedHashMap<>();
        if (scope.isOrganization()) {
            for (ListedCertificate certificate : admin.certificates().list(query -> query.limit(100))) {
                if (Boolean.TRUE.equals(certificate.active())) {
                    active.put(certificate.id(), new Referent("certificate", certificate.name(), certificate.id()));
                }
            }
        } else {
            for (ProjectCertificate certificate :
                    admin.projectCertificates().list(scope.projectId(), query -> query.limit(100))) {
                if (Boolean.TRUE.equals(certificate.active())) {
                    active.put(certificate.id(), new Referent("certificate", certificate.name(), certificate.id()));
                }
            }
        }
        return active;
    }

    @Override
    public Optional<Set<Name>> read(AdoptedScope scope) {
        Set<Name> names = new LinkedHashSet<>();
        active(scope.admin(), scope.scope()).keySet().forEach(id -> {
            Name name = scope.current().certificateCatalog().nameOf(id);
            names.add(Fingerprint.normalized(name.text()) == null ? name : Name.of(id));
        });
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }
}
