package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of an {@code InMemoryOrganization}, and the projects for which they are active: what tests add, and
 * how requests change them.
 *
 * <p>Every project lists all certificates of the organization, active for it or not. A certificate can be deleted if
 * it is active neither for the organization nor for a project that is not archived. A text in the form of a
 * certificate that cannot be parsed is accepted and valid for a year, so that tests need no real certificates. Safe
 * for use by many threads.
 */
public final class InMemoryCertificates {
    private static final String PLACE = "certificates";
    private static final String ACTIVE = "active_certificates";
    private static final String BY_ITSELF = "certificate";
    private static final String DETAILS = "certificate_details";
    private static final String CONTENT = "content";
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final String UNREAL = BEGIN + "\nbm90IGEgcmVhbCBvbmU=\n" + END + "\n";
    private static final Set<String> LISTED = Set.of("object", "active", DETAILS);
    private static final int MOST = 50;
    private static final Duration USUALLY_VALID_FOR = Duration.ofDays(365);

    private final OrganizationState state;
    private final InMemoryProjects projects;

    InMemoryCertificates(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
    }

    /**
     * Adds a certificate that is active nowhere and valid for a year from now.
     *
     * @param name its name; need not be unique
     * @return its id
     * @throws IllegalArgumentException if there are 50 already
     */
    public String add(String name) {
        return add(name, UNREAL);
    }

    /**
     * Adds a certificate that is active nowhere, as if it had been uploaded before.
     *
     * @param name its name; need not be unique
     * @param pem the certificate in PEM format
     * @return its id
     * @throws IllegalArgumentException if the text is not in PEM format or holds a private key, or there are 50
     *     certificates already
     */
    public String add(String name, String pem) {
        return state.seed(() -> idOf(add(newCertificate(pem).put("name", name))));
    }

    /**
     * Activates a certificate for the organization; one that is active stays so.
     *
     * @param certificateId the certificate
     * @throws IllegalArgumentException if it is missing
     */
    public void activate(String certificateId) {
        state.seed(() -> activate("", sent(certificateId)));
    }

    /**
     * Activates a certificate for a project; one that is active stays so.
     *
     * @param projectId the project
     * @param certificateId the certificate
     * @throws IllegalArgumentException if one of them is missing, or the project is archived
     */
    public void activateInProject(String projectId, String certificateId) {
        state.seed(() -> activate(projects.place(projectId), sent(certificateId)));
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listCertificates", this::list,
                "listProjectCertificates", this::list,
                "uploadCertificate", this::upload,
                "activateCertificates", this::activate,
                "activateProjectCertificates", this::activate,
                "deactivateCertificates", this::deactivate,
                "deactivateProjectCertificates", this::deactivate,
                "retrieveCertificate", this::retrieve,
                "modifyCertificate", this::modify,
                "deleteCertificate", this::delete);
    }

    /** Registers what can be seeded; the text of a certificate is named as in a request. */
    void seed(Seed seed) {
        seed.list(PLACE, "ListedCertificate", (ids, given) -> seeded(given))
                .list("projects/{project_id}/certificates", "ProjectCertificate", (ids, given) -> {
                    ObjectNode certificate = sent(given.path("id").asText());
                    String place = projects.place(ids.get(0));
                    if (given.path("active").asBoolean(true)) {
                        activate(place, certificate);
                    }
                    return listed(place, certificate);
                });
    }

    private OperationResponse list(OperationRequest request) {
        String place = projects.place(request);
        return state.rows(PLACE).page(request, certificate -> true, certificate -> listed(place, certificate));
    }

    private OperationResponse upload(OperationRequest request) {
        ObjectNode certificate =
                newCertificate(request.body().path("certificate").asText());
        if (request.body().has("name")) {
            certificate.set("name", request.body().path("name"));
        }
        return OperationResponse.ok(byItself(add(certificate), false));
    }

    private OperationResponse activate(OperationRequest request) {
        String place = projects.place(request);
        List<ObjectNode> certificates = sent(request.body());
        certificates.forEach(certificate -> activate(place, certificate));
        return all(place, certificates, ".activation");
    }

    private OperationResponse deactivate(OperationRequest request) {
        String place = projects.place(request);
        List<ObjectNode> certificates = sent(request.body());
        certificates.forEach(certificate -> active(place).remove(idOf(certificate)));
        return all(place, certificates, ".deactivation");
    }

    private OperationResponse retrieve(OperationRequest request) {
        boolean included = request.texts("include[]").contains("content");
        return OperationResponse.ok(byItself(require(request), included));
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode certificate = require(request);
        if (request.body().has("name")) {
            certificate.set("name", request.body().path("name"));
        }
        return OperationResponse.ok(byItself(certificate, false));
    }

    private OperationResponse delete(OperationRequest request) {
        String id = idOf(require(request));
        if (active("").has(id)) {
            throw ApiErrorException.badRequest(null, null, "Certificate '" + id + "' is active for the organization.");
        }
        for (ObjectNode project : state.rows(InMemoryProjects.KIND).all()) {
            // Nobody could deactivate it any more where the project is archived.
            if (!InMemoryProjects.isArchived(project)
                    && active(RoleScope.project(idOf(project)).place()).has(id)) {
                throw ApiErrorException.badRequest(
                        null, null, "Certificate '" + id + "' is active for project '" + idOf(project) + "'.");
            }
        }
        state.forget(id);
        // Alone among deletions, the API does not say that this one is done.
        return OperationResponse.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", BY_ITSELF + ".deleted")
                .put("id", id));
    }

    private ObjectNode seeded(ObjectNode given) {
        JsonNode pem = given.remove("certificate");
        ObjectNode certificate = newCertificate(pem == null ? UNREAL : pem.asText());
        if (given.get(DETAILS) instanceof ObjectNode details) {
            certificate.set(DETAILS, ((ObjectNode) certificate.path(DETAILS)).setAll(details));
            given.set(DETAILS, shown(certificate, false).path(DETAILS));
        }
        given.properties().stream()
                .filter(property -> !LISTED.contains(property.getKey()))
                .forEach(property -> certificate.set(property.getKey(), property.getValue()));
        add(certificate);
        if (given.path("active").asBoolean()) {
            activate("", certificate);
        }
        return listed("", certificate);
    }

    private ObjectNode newCertificate(String pem) {
        if (!pem.strip().startsWith(BEGIN) || !pem.contains(END) || pem.contains("PRIVATE KEY")) {
            throw ApiErrorException.badRequest(
                    "invalid_certificate",
                    "certificate",
                    "'certificate' must be one in PEM format, without its private key.");
        }
        X509Certificate read = read(pem);
        ObjectNode certificate = state.newObject(BY_ITSELF, "cert_").putNull("name");
        certificate.remove("object");
        certificate
                .putObject(DETAILS)
                .put(
                        "valid_at",
                        read == null
                                ? state.now()
                                : read.getNotBefore().toInstant().getEpochSecond())
                .put(
                        "expires_at",
                        read == null
                                ? state.now() + USUALLY_VALID_FOR.toSeconds()
                                : read.getNotAfter().toInstant().getEpochSecond())
                .put(CONTENT, pem);
        return certificate;
    }

    private ObjectNode add(ObjectNode certificate) {
        if (state.rows(PLACE).all().size() == MOST) {
            throw ApiErrorException.badRequest(null, null, "An organization can have " + MOST + " certificates.");
        }
        state.rows(PLACE).add(certificate);
        return certificate;
    }

    private ObjectNode activate(String place, ObjectNode certificate) {
        if (!active(place).has(idOf(certificate))) {
            active(place).add(JsonNodeFactory.instance.objectNode().put("id", idOf(certificate)));
        }
        return certificate;
    }

    /**
     * Returns all objects that a body names, or refuses the request if one is missing: either all are changed or none.
     */
    private List<ObjectNode> sent(ObjectNode body) {
        List<ObjectNode> certificates = new ArrayList<>();
        body.path("certificate_ids").forEach(id -> certificates.add(sent(id.asText())));
        return certificates;
    }

    private ObjectNode sent(String id) {
        ObjectNode certificate = state.rows(PLACE).lookUp(id);
        if (certificate == null) {
            throw ApiErrorException.badRequest(null, "certificate_ids", "No certificate found with id '" + id + "'.");
        }
        return certificate;
    }

    private ObjectNode require(OperationRequest request) {
        String id = request.id("certificate_id");
        ObjectNode certificate = state.rows(PLACE).find(id);
        if (certificate == null) {
            throw ApiErrorException.notFound("No certificate found with id '" + id + "'.");
        }
        return certificate;
    }

    private OperationResponse all(String place, List<ObjectNode> certificates, String change) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("object", kindIn(place) + change);
        ArrayNode data = answer.putArray("data");
        certificates.forEach(certificate -> data.add(listed(place, certificate)));
        return OperationResponse.ok(answer);
    }

    private ObjectNode listed(String place, ObjectNode certificate) {
        return shown(certificate, false)
                .put("object", kindIn(place))
                .put("active", active(place).has(idOf(certificate)));
    }

    private Rows active(String place) {
        return state.rows(place + ACTIVE);
    }

    private static ObjectNode byItself(ObjectNode certificate, boolean withContent) {
        return shown(certificate, withContent).put("object", BY_ITSELF);
    }

    private static ObjectNode shown(ObjectNode certificate, boolean withContent) {
        ObjectNode shown = certificate.deepCopy();
        if (!withContent) {
            shown.withObject("/" + DETAILS).remove(CONTENT);
        }
        return shown;
    }

    private static @Nullable X509Certificate read(String pem) {
        try (ByteArrayInputStream bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (CertificateException | IOException e) {
            return null;
        }
    }

    private static String kindIn(String place) {
        return place.isEmpty() ? "organization.certificate" : "organization.project.certificate";
    }

    private static String idOf(ObjectNode object) {
        return object.path("id").asText();
    }
}
