package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit sends what the official document requires, although the description lets a response lack it. */
@WithOrganization
class OfficialFieldsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            projects/proj_1                               | name created_at status
            projects/proj_1/service_accounts/svc_1        | name role created_at
            projects/proj_1/api_keys/key_1                | name redacted_value created_at owner owner_project_access
            admin_api_keys/key_2                          | name redacted_value created_at owner
            invites/invite_1                              | email role status created_at expires_at projects
            roles/role_1                                  | name permissions resource_type predefined_role
            groups/group_1                                | name created_at is_scim_managed
            """)
    void sends_fields_that_a_response_may_lack(String path, String fields, InMemoryOrganization organization) {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments"}],
                 "projects/proj_1/service_accounts": [{"id": "svc_1", "name": "ci"}],
                 "projects/proj_1/api_keys": [{"id": "key_1", "owner": {"service_account": {"id": "svc_1"}}}],
                 "admin_api_keys": [{"id": "key_2", "name": "terraform"}],
                 "invites": [{"id": "invite_1", "email": "ada@example.com"}],
                 "roles": [{"id": "role_1", "name": "reader of costs"}],
                 "groups": [{"id": "group_1", "name": "platform"}]}""");

        Reply shown = new PlainHttp(organization).get("/organization/" + path);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(Arrays.asList(fields.split(" ")))
                .allSatisfy(field -> assertThat(shown.body().hasNonNull(field)).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            projects                  | {"name": "search"}              | name created_at status
            projects/proj_1/service_accounts | {"name": "ci"}            | name role created_at
            admin_api_keys            | {"name": "terraform"}           | redacted_value created_at value owner
            invites                   | {"email": "a@b.c", "role": "reader"} | role status created_at projects
            groups                    | {"name": "platform"}            | name created_at
            roles                     | {"role_name": "costs", "permissions": ["api.usage.read"]} | name permissions resource_type
            """)
    void sends_them_for_new_objects(String path, String body, String fields, InMemoryOrganization organization) {
        organization.seed("{\"projects\": [{\"id\": \"proj_1\", \"name\": \"payments\"}]}");

        Reply created = new PlainHttp(organization).post("/organization/" + path, body);

        assertThat(created.status()).isEqualTo(200);
        assertThat(Arrays.asList(fields.split(" ")))
                .allSatisfy(
                        field -> assertThat(created.body().hasNonNull(field)).isTrue());
    }
}
