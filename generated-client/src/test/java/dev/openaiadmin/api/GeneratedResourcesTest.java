package dev.openaiadmin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.model.ModifyProjectUserRequest;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedResourcesTest {
    private final ScriptedExecutor executor = new ScriptedExecutor();

    @Test
    void passes_the_arguments_of_a_call_to_the_executor() {
        IllegalStateException failure = new IllegalStateException("no network");
        ModifyProjectUserRequest request =
                ModifyProjectUserRequest.builder().role("owner").build();
        ProjectUsersApi users = executor.throwing(failure).resource(ProjectUsersApi.class);

        assertThatThrownBy(() -> users.modify("proj_1", "user-1", request)).isSameAs(failure);
        assertThat(executor.calls).singleElement().satisfies(call -> {
            assertThat(call.operation().id()).isEqualTo("modifyProjectUser");
            assertThat(call.query()).isNull();
            assertThat(call.body()).isSameAs(request);
            assertThat(call.pathParameters()).containsExactly("proj_1", "user-1");
        });
    }

    @ParameterizedTest
    @MethodSource("resources")
    void returns_a_resource_named_after_its_interface(Class<?> resource) {
        assertThat(executor.resource(resource)).isInstanceOf(resource).hasToString(resource.getSimpleName());
    }

    @Test
    void returns_null_for_an_interface_that_is_not_generated() {
        assertThat(GeneratedResources.create(Runnable.class, executor)).isNull();
        assertThat(GeneratedResources.create(AdminApi.class, executor)).isNull();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void executes_the_operation_that_the_annotations_of_the_method_state(Method method) throws Exception {
        executor.throwing(new IllegalStateException("no network"));
        Object resource = executor.resource(method.getDeclaringClass());

        assertThatThrownBy(() -> method.invoke(resource, arguments(method)))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(IllegalStateException.class);

        ScriptedExecutor.Call call = executor.calls.get(0);
        OperationSpec<?> operation = call.operation();
        Operation stated = method.getAnnotation(Operation.class);
        assertThat(operation.id()).isEqualTo(stated.id());
        assertThat(operation.retry()).isEqualTo(stated.retry());
        assertThat(operation.method() + " " + operation.path())
                .isEqualTo(method.getAnnotation(RequestLine.class).value());
        assertThat(operation.resource()).isEqualTo(method.getDeclaringClass());
        assertThat(operation.hasQuery()).isEqualTo(hasParameter(method, QueryMap.class));
        assertThat(operation.hasBody())
                .isEqualTo(method.getAnnotation(Headers.class).value().length == 2);
        assertThat(operation.returnType()).isEqualTo(method.getGenericReturnType());
        assertThat(call.pathParameters()).hasSameSizeAs(pathParameters(method)).isEqualTo(operation.pathParameters());
    }

    @Test
    void loads_no_class_of_another_resource() throws Exception {
        RecordingLoader loader = new RecordingLoader();
        Class<?> resources = loader.loadClass(GeneratedResources.class.getName());
        Class<?> projects = loader.loadClass(ProjectsApi.class.getName());
        Class<?> executors = loader.loadClass(OperationExecutor.class.getName());

        assertThat(resources.getMethod("create", Class.class, executors).invoke(null, projects, null))
                .isNotNull();
        assertThat(loader.loaded)
                .contains(ProjectsApi.class.getName(), ProjectsApi.class.getName() + "Calls")
                .allMatch(name -> !name.matches(".*\\.api\\.\\w+Api(Calls)?") || name.contains(".ProjectsApi"));
    }

    static Stream<Class<?>> resources() {
        return Arrays.stream(AdminApi.class.getMethods())
                .filter(Method::isDefault)
                .map(Method::getReturnType);
    }

    static Stream<Method> operations() {
        return resources()
                .flatMap(resource -> Arrays.stream(resource.getMethods()))
                .filter(method -> method.isAnnotationPresent(Operation.class));
    }

    /** Path parameters get their own names as values, so that their order shows; a query or body is not needed. */
    private static @Nullable Object[] arguments(Method method) {
        return Arrays.stream(method.getParameters())
                .map(parameter -> {
                    Param name = parameter.getAnnotation(Param.class);
                    return name == null ? null : name.value();
                })
                .toArray();
    }

    private static List<Parameter> pathParameters(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(Param.class))
                .toList();
    }

    private static boolean hasParameter(Method method, Class<? extends Annotation> annotation) {
        return Arrays.stream(method.getParameters()).anyMatch(parameter -> parameter.isAnnotationPresent(annotation));
    }

    /** Defines the classes of this library itself, and records their names. */
    private static final class RecordingLoader extends ClassLoader {
        private final Set<String> loaded = ConcurrentHashMap.newKeySet();

        RecordingLoader() {
            super(GeneratedResourcesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null || !name.startsWith("dev.openaiadmin.")) {
                return known != null ? known : super.loadClass(name, resolve);
            }
            loaded.add(name);
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
