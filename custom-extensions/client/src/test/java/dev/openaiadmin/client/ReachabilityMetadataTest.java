package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.client.Described.DescribedOperation;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The metadata for native images, which the templates of the generated classes make. */
class ReachabilityMetadataTest {
    private static final String PLACE = "/META-INF/native-image/dev.openaiadmin/openai-admin-api/";

    @AutoClose
    private final CannedApi api = new CannedApi();

    @Test
    void lists_the_types_that_the_client_reads_writes_and_validates() throws Exception {
        List<Class<?>> classes = classes();
        List<String> expected = classes.stream()
                .filter(type -> isModel(type) || isBuilderForMappers(type) || isQuery(type) || isResource(type))
                .map(Class::getName)
                .toList();

        // The templates also list schemas that become no class; native-image ignores those.
        Set<String> existing = classes.stream().map(Class::getName).collect(Collectors.toSet());
        assertThat(listedTypes())
                .contains(Project.class.getName())
                .filteredOn(existing::contains)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void lists_the_types_that_calls_of_all_operations_reach() throws Exception {
        for (DescribedOperation operation : Described.operations().toList()) {
            api.answers(
                    200, Sample.FULL.answerOf(operation.answer().path("schema")).toString());
            DescribedCall.of(operation).on(api.client());
        }

        Set<String> reached = Stream.of("TypeReaders", "RecordWriter")
                .flatMap(reflecting -> typesKnownTo(reflecting).stream())
                .filter(type -> type.getPackage() == Project.class.getPackage())
                .map(Class::getName)
                .collect(Collectors.toSet());
        assertThat(reached).contains(Project.class.getName());
        assertThat(listedTypes()).containsAll(reached);
    }

    @Test
    void lists_the_interfaces_that_an_engine_of_feign_implements() throws Exception {
        List<String> listed = new ArrayList<>();
        metadata("proxy-config.json")
                .forEach(proxy -> listed.add(proxy.path("interfaces").path(0).asText()));

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(classes().stream()
                        .filter(ReachabilityMetadataTest::isResource)
                        .map(Class::getName)
                        .toList());
    }

    private static boolean isModel(Class<?> type) {
        return type.getPackage() == Project.class.getPackage()
                && (type.isRecord() || type == Secret.class || type.isAnnotationPresent(JsonTypeInfo.class));
    }

    private static boolean isBuilderForMappers(Class<?> type) {
        return type.getPackage() == Project.class.getPackage()
                && type.getSimpleName().equals("Builder")
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(JsonProperty.class));
    }

    private static boolean isQuery(Class<?> type) {
        return type.isRecord() && QueryParameters.class.isAssignableFrom(type);
    }

    private static boolean isResource(Class<?> type) {
        return type.isInterface()
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(Operation.class));
    }

    /** Returns the types that a class of the codec has looked at, on behalf of this test or of another one. */
    private static Set<Class<?>> typesKnownTo(String reflecting) {
        try {
            Field known = Class.forName("dev.openaiadmin.client.internal.json." + reflecting)
                    .getDeclaredField("KNOWN");
            known.setAccessible(true);
            return ((Map<?, ?>) known.get(null))
                    .keySet().stream()
                            .filter(Class.class::isInstance)
                            .map(type -> (Class<?>) type)
                            .collect(Collectors.toSet());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> listedTypes() throws IOException {
        List<String> listed = new ArrayList<>();
        metadata("reflect-config.json")
                .forEach(type -> listed.add(type.path("name").asText()));
        return listed;
    }

    private static JsonNode metadata(String file) throws IOException {
        try (InputStream json = Objects.requireNonNull(AdminApi.class.getResourceAsStream(PLACE + file))) {
            return UsersMapper.MAPPER.readTree(json);
        }
    }

    /** Returns all classes of the API, from a folder or a jar. */
    private static List<Class<?>> classes() throws Exception {
        URI place = AdminApi.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        if (Files.isDirectory(Path.of(place))) {
            return classesIn(Path.of(place));
        }
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
            return classesIn(jar.getPath("/"));
        }
    }

    private static List<Class<?>> classesIn(Path root) throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name =
                        root.relativize(file).toString().replace('\\', '/').replace('/', '.');
                if (!name.endsWith("-info.class")) {
                    classes.add(Class.forName(name.substring(0, name.length() - ".class".length())));
                }
            }
        }
        return classes;
    }
}
