package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class InMemoryCertificatesTest {
    private static final String CERTIFICATES = "/organization/certificates";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String inProject;

    @BeforeEach
    void seed() {
        inProject = at.inProject("certificates");
    }

    @Test
    void reads_how_long_an_uploaded_certificate_is_valid() throws IOException {
        Reply uploaded = upload("gateway", pem());

        assertThat(uploaded.status()).isEqualTo(200);
        assertThat(uploaded.text("/id")).matches("cert_[A-Za-z0-9]{24}");
        assertThat(uploaded.text("/object")).isEqualTo("certificate");
        assertThat(uploaded.text("/name")).isEqualTo("gateway");
        assertThat(uploaded.body().at("/certificate_details/valid_at").asLong())
                .isEqualTo(Instant.parse("2026-11-24T10:22:14Z").getEpochSecond());
        assertThat(uploaded.body().at("/certificate_details/expires_at").asLong())
                .isEqualTo(Instant.parse("2027-11-24T10:22:14Z").getEpochSecond());
    }

    @Test
    void takes_what_only_looks_like_a_certificate_for_a_year() {
        Reply uploaded = upload("gateway", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----");

        assertThat(uploaded.body().at("/certificate_details/valid_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(uploaded.body().at("/certificate_details/expires_at").asLong())
                .isEqualTo(NOW.plus(Duration.ofDays(365)).getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIIB",
                "-----BEGIN CERTIFICATE-----\nMIIB",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE"
            })
    void refuses_what_is_no_certificate_or_more_than_one(String pem) {
        Reply refused = upload("gateway", pem);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("certificate");
    }

    @Test
    void uploads_a_certificate_without_a_name() {
        Reply uploaded = at.http()
                .post(
                        CERTIFICATES,
                        body("certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"));

        assertThat(uploaded.body().path("name").isNull()).isTrue();
    }

    @Test
    void shows_the_text_only_to_who_asks_for_it() throws IOException {
        String id = at.organization().certificates().add("gateway", pem());

        assertThat(at.http()
                        .get(CERTIFICATES + "/" + id)
                        .body()
                        .path("certificate_details")
                        .has("content"))
                .isFalse();
        assertThat(at.http().get(CERTIFICATES + "/" + id + "?include=content").text("/certificate_details/content"))
                .isEqualTo(pem());
    }

    @Test
    void lists_the_newest_first_and_tells_which_are_active() {
        at.organization().certificates().add("old");
        at.organization()
                .certificates()
                .activate(at.organization().certificates().add("new"));
        Reply page = at.http().get(CERTIFICATES);

        assertThat(page.body().path("data").findValuesAsText("name")).containsExactly("new", "old");
        assertThat(page.body().path("data").findValuesAsText("active")).containsExactly("true", "false");
        assertThat(page.text("/data/0/object")).isEqualTo("organization.certificate");
        assertThat(names(CERTIFICATES + "?order=asc")).containsExactly("old", "new");
    }

    @Test
    void activates_and_deactivates_for_the_organization_alone() {
        String id = at.organization().certificates().add("gateway");
        Reply activated = at.http().post(CERTIFICATES + "/activate", ids(id));

        assertThat(activated.text("/object")).isEqualTo("organization.certificate.activation");
        assertThat(activated.body().at("/data/0/active").asBoolean()).isTrue();
        assertThat(at.http().get(inProject).body().at("/data/0/active").asBoolean())
                .isFalse();

        Reply deactivated = at.http().post(CERTIFICATES + "/deactivate", ids(id));
        assertThat(deactivated.text("/object")).isEqualTo("organization.certificate.deactivation");
        assertThat(deactivated.body().at("/data/0/active").asBoolean(true)).isFalse();
    }

    @Test
    void activates_and_deactivates_for_one_project_alone() {
        String id = at.organization().certificates().add("gateway");
        Reply activated = at.http().post(inProject + "/activate", ids(id));

        assertThat(activated.text("/object")).isEqualTo("organization.project.certificate.activation");
        assertThat(activated.text("/data/0/object")).isEqualTo("organization.project.certificate");
        assertThat(at.http().get(inProject).body().at("/data/0/active").asBoolean())
                .isTrue();
        assertThat(at.http().get(CERTIFICATES).body().at("/data/0/active").asBoolean())
                .isFalse();
        assertThat(at.http()
                        .get("/organization/projects/"
                                + at.organization().projects().defaultId() + "/certificates")
                        .body()
                        .at("/data/0/active")
                        .asBoolean())
                .isFalse();

        Reply deactivated = at.http().post(inProject + "/deactivate", ids(id));
        assertThat(deactivated.text("/object")).isEqualTo("organization.project.certificate.deactivation");
        assertThat(deactivated.body().at("/data/0/active").asBoolean(true)).isFalse();
    }

    @Test
    void activates_what_is_active_once_more() {
        String id = at.organization().certificates().add("gateway");
        at.http().post(CERTIFICATES + "/activate", ids(id));

        assertThat(at.http().post(CERTIFICATES + "/activate", ids(id)).status()).isEqualTo(200);
    }

    @Test
    void activates_none_when_one_is_missing() {
        String id = at.organization().certificates().add("gateway");
        Reply refused = at.http().post(CERTIFICATES + "/activate", ids(id, "cert_missing"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).isEqualTo("No certificate found with id 'cert_missing'.");
        assertThat(at.http().get(CERTIFICATES).body().at("/data/0/active").asBoolean(true))
                .isFalse();
    }

    @Test
    void activates_ten_at_a_time_and_no_more() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 11; i++) {
            ids.add(at.organization().certificates().add("c" + i));
        }

        assertThat(at.http()
                        .post(inProject + "/activate", ids(ids.subList(0, 10).toArray(String[]::new)))
                        .status())
                .isEqualTo(200);
        assertThat(at.http()
                        .post(inProject + "/activate", ids(ids.toArray(String[]::new)))
                        .status())
                .isEqualTo(400);
        assertThat(at.organization().takeBreaches()).singleElement().asString().contains("at most 10");
    }

    @Test
    void changes_the_name_alone() {
        String id = at.organization().certificates().add("gateway");

        assertThat(at.http()
                        .post(CERTIFICATES + "/" + id, body("name", "gateway-2027"))
                        .text("/name"))
                .isEqualTo("gateway-2027");
        assertThat(at.http().post(CERTIFICATES + "/" + id, "{}").text("/name")).isEqualTo("gateway-2027");
    }

    @Test
    void deletes_what_is_active_nowhere() {
        String id = at.organization().certificates().add("gateway");
        Reply deleted = at.http().send("DELETE", CERTIFICATES + "/" + id, "");

        assertThat(deleted.body())
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "certificate.deleted")
                        .put("id", id));
        assertThat(at.http().get(CERTIFICATES + "/" + id).status()).isEqualTo(404);
        assertThat(names(inProject)).isEmpty();
    }

    @Test
    void keeps_what_is_active_for_the_organization_or_a_project() {
        String everywhere = at.organization().certificates().add("everywhere");
        String somewhere = at.organization().certificates().add("somewhere");
        at.organization().certificates().activate(everywhere);
        at.organization().certificates().activateInProject(at.project(), somewhere);

        for (String id : List.of(everywhere, somewhere)) {
            assertThat(at.http().send("DELETE", CERTIFICATES + "/" + id, "").status())
                    .isEqualTo(400);
            assertThat(at.http().get(CERTIFICATES + "/" + id).status()).isEqualTo(200);
        }
    }

    @Test
    void deletes_what_is_active_for_an_archived_project_only() {
        String id = at.organization().certificates().add("gateway");
        at.organization().certificates().activateInProject(at.project(), id);
        at.http().post(at.inProject("archive"), "");

        assertThat(at.http().send("DELETE", CERTIFICATES + "/" + id, "").status())
                .isEqualTo(200);
    }

    @Test
    void lets_nothing_be_activated_for_an_archived_project() {
        String id = at.organization().certificates().add("gateway");
        at.http().post(at.inProject("archive"), "");

        for (String change : List.of("/activate", "/deactivate")) {
            assertThat(at.http().post(inProject + change, ids(id)).text("/error/code"))
                    .isEqualTo("project_archived");
        }
        assertThat(at.http().get(inProject).status()).isEqualTo(200);
    }

    @Test
    void holds_fifty_certificates_and_no_more() {
        for (int i = 1; i <= 50; i++) {
            at.organization().certificates().add("c" + i);
        }

        assertThat(upload("one-too-many", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")
                        .status())
                .isEqualTo(400);
        assertThatThrownBy(() -> at.organization().certificates().add("one-too-many"))
                .hasMessage("An organization can have 50 certificates.");
    }

    @Test
    void begins_with_the_certificates_of_a_seed() {
        at.organization().seed("""
                {"projects": [{"id": "proj_1", "name": "seeded"}],
                 "certificates": [{"id": "cert_1", "name": "gateway", "active": true,
                                   "certificate_details": {"expires_at": 1800000000}}, {"name": "spare"}],
                 "projects/proj_1/certificates": [{"id": "cert_1"}]}""");
        Reply page = at.http().get(CERTIFICATES + "?order=asc");

        assertThat(page.body().path("data").findValuesAsText("active")).containsExactly("true", "false");
        assertThat(page.body().at("/data/0/certificate_details/expires_at").asLong())
                .isEqualTo(1800000000);
        assertThat(at.http()
                        .get("/organization/projects/proj_1/certificates?order=asc")
                        .body()
                        .path("data")
                        .findValuesAsText("active"))
                .containsExactly("true", "false");
    }

    private Reply upload(String name, String pem) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        return at.http().post(CERTIFICATES, body.put("certificate", pem).toString());
    }

    private List<String> names(String list) {
        return at.http().get(list).body().path("data").findValuesAsText("name");
    }

    private static String body(String property, String value) {
        return JsonNodeFactory.instance.objectNode().put(property, value).toString();
    }

    private static String ids(String... ids) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("certificate_ids");
        List.of(ids).forEach(id -> body.withArray("/certificate_ids").add(id));
        return body.toString();
    }

    private static String pem() throws IOException {
        try (InputStream file = InMemoryCertificatesTest.class.getResourceAsStream("payments.pem")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
