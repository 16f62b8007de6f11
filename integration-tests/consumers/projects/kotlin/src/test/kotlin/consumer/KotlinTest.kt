package consumer

import dev.openaiadmin.*
import dev.openaiadmin.api.*
import dev.openaiadmin.client.*
import dev.openaiadmin.model.*
import dev.openaiadmin.testkit.*
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** All packages are imported by a star: a name that two of them had could not be used. */
@WithOrganization
class KotlinTest {

    @Test
    fun `a trailing lambda sets what is optional`(organization: InMemoryOrganization) {
        clientOf(organization).use { admin ->
            val project = admin.projects().create("payments") { it.residency(ProjectResidency.EU_STORAGE_PROCESSING) }
            admin.projects().modify(project.id()) { it.name("payments-europe") }

            val names = admin.projects().list { it.includeArchived(true).limit(1) }.map { it.name() }

            assertEquals(listOf("Default project", "payments-europe"), names)
        }
    }

    @Test
    fun `a named lambda changes several objects`(organization: InMemoryOrganization) {
        clientOf(organization).use { admin ->
            val withoutKey: (ModifyProjectRequest.Builder) -> Unit = { it.clearExternalKeyId() }
            val projects = listOf("payments", "search").map { admin.projects().create(it) }

            val modified = projects.map { admin.projects().modify(it.id(), withoutKey) }

            assertEquals(projects.map { it.id() }, modified.map { it.id() })
        }
    }

    @Test
    fun `the compiler knows what can be null`(organization: InMemoryOrganization) {
        clientOf(organization).use { admin ->
            val project: Project = admin.projects().create("payments")
            val length: Int = project.name()?.length ?: 0

            assertEquals("payments".length, length)
            // For a type of unknown nullness, the compiler chooses the function that takes no null.
            assertEquals("never null", nullness(project.id()))
            assertEquals("can be null", nullness(project.name()))
            assertEquals("can be null", nullness(project.archivedAt()))
            assertEquals("can be null", nullness(project.unknownFields()["color"]))
        }
    }

    @Test
    fun `a failing call throws the exception of its status`(organization: InMemoryOrganization) {
        clientOf(organization).use { admin ->
            val failure = assertThrows(NotFoundException::class.java) { admin.projects().retrieve("proj_missing") }

            val root: OpenAiAdminException = failure
            assertEquals(404, failure.status())
            assertEquals(failure.message, root.message)
        }
    }

    private fun clientOf(organization: InMemoryOrganization): OpenAiAdmin =
        OpenAiAdmin.builder().adminKey(organization.adminKey()).baseUrl(organization.baseUrl()).build()

    @JvmName("nullnessOfAny")
    private fun nullness(@Suppress("UNUSED_PARAMETER") value: Any): String = "never null"

    @JvmName("nullnessOfNullable")
    private fun nullness(@Suppress("UNUSED_PARAMETER") value: Any?): String = "can be null"
}
