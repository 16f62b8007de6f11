package dev.openaiadmin.governance;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.MissingScopeException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a key may read, and which scopes it lacks, so that a workflow does not fail in the middle.
 *
 * <pre>{@code
 * System.out.println(Preflight.of(admin));
 * }</pre>
 *
 * <p>Makes one small request for each resource, and changes nothing. Whether the key may also change a resource is not
 * known before a change. Immutable.
 *
 * @param readable the resources that the key may read, by the names that they have in {@link AdminApi}, such as
 *     {@code serviceAccounts}; in alphabetical order
 * @param missing the resources that it may not read because scopes are missing, and these scopes
 * @param refused the resources that it may not read for another reason, and what the API says
 */
public record Preflight(List<String> readable, Map<String, List<String>> missing, Map<String, String> refused) {

    /**
     * Copies what can change.
     *
     * @param readable the resources that the key may read
     * @param missing the resources that it may not read because scopes are missing, and these scopes
     * @param refused the resources that it may not read for another reason, and what the API says
     */
    public Preflight {
        readable = List.copyOf(readable);
        Map<String, List<String>> scopes = new TreeMap<>(missing);
        scopes.replaceAll((resource, lacked) -> List.copyOf(lacked));
        missing = Collections.unmodifiableMap(scopes);
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /**
     * Reads a little of every resource.
     *
     * @param admin the client with the key; one that is read-only is enough
     * @return what the key may read
     * @throws dev.openaiadmin.client.AuthenticationException when the key does not belong to this organization
     * @throws dev.openaiadmin.OpenAiAdminException when the API does not respond
     */
    public static Preflight of(AdminApi admin) {
        List<String> readable = new ArrayList<>();
        Map<String, List<String>> missing = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        Optional<String> projectId = Optional.empty();
        for (Probe probe : projectsFirst(Probe.all())) {
            try {
                Object answer = probe.read(admin, projectId, Instant.now());
                projectId = answer instanceof ProjectPage page
                        ? page.data().stream().map(Project::id).findFirst()
                        : projectId;
                readable.add(probe.resource());
            } catch (MissingScopeException e) {
                missing.put(probe.resource(), e.scopes());
            } catch (PermissionException e) {
                refused.put(probe.resource(), e.getMessage());
            } catch (NotFoundException | BadRequestException e) {
                // The key may read the resource; only the object does not exist.
                readable.add(probe.resource());
            }
        }
        Collections.sort(readable);
        return new Preflight(readable, missing, refused);
    }

    /**
     * Returns all scopes that the key lacks.
     *
     * @return scopes such as {@code api.usage.read}, in alphabetical order; none when it has all
     */
    public Set<String> missingScopes() {
        Set<String> scopes = new TreeSet<>();
        missing.values().forEach(scopes::addAll);
        return Collections.unmodifiableSet(scopes);
    }

    /** Returns a line with the number of resources that can be read, one for each set of missing scopes, and one for each other refusal. */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        int all = readable.size() + missing.size() + refused.size();
        lines.add("The key may read "
                + (readable.size() == all ? "all " + all : readable.size() + " of " + all)
                + " resources");
        Map<String, StringJoiner> byScopes = new TreeMap<>();
        missing.forEach((resource, scopes) -> byScopes.computeIfAbsent(
                        String.join(", ", scopes), unused -> new StringJoiner(", "))
                .add(resource));
        byScopes.forEach((scopes, resources) -> lines.add("It lacks " + scopes + " to read " + resources));
        refused.forEach(
                (resource, reason) -> lines.add("It may not read " + resource + ": " + PrintableText.line(reason)));
        return lines.toString();
    }

    /** Resources of projects are read from a project that exists. */
    private static List<Probe> projectsFirst(List<Probe> probes) {
        return probes.stream()
                .sorted(Comparator.comparing(probe -> !probe.resource().equals("projects")))
                .toList();
    }
}
