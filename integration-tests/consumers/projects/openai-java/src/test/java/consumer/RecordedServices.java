package consumer;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.RecordedRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Services of the official client, and which operation the server saw when each of their methods was called. */
final class RecordedServices {
    private static final String SERVICES = "com.openai.services.blocking.";

    private final InMemoryOrganization organization;
    private final Map<String, String> operations = new TreeMap<>();

    RecordedServices(InMemoryOrganization organization) {
        this.organization = organization;
    }

    /** Returns a service whose calls are recorded, and those of the services that it leads to. */
    <T> T record(Class<T> service, Object target) {
        return service.cast(Proxy.newProxyInstance(
                service.getClassLoader(), new Class<?>[] {service}, (proxy, method, arguments) -> {
                    Object result = invoke(target, method, arguments);
                    if (leadsToService(method)) {
                        return record(method.getReturnType(), result);
                    }
                    if (isOperation(method)) {
                        operations.put(name(method), seen());
                    }
                    return result;
                }));
    }

    /** Returns the operations that the server saw, by the method that was called. */
    Map<String, String> operations() {
        return operations;
    }

    /** Returns the methods of a service, and of those that it leads to, that send a request. */
    static Set<String> offered(Class<?> service) {
        Set<String> offered = new TreeSet<>();
        for (Method method : service.getMethods()) {
            if (leadsToService(method)) {
                offered.addAll(offered(method.getReturnType()));
            } else if (isOperation(method)) {
                offered.add(name(method));
            }
        }
        return offered;
    }

    private String seen() {
        List<RecordedRequest> requests = organization.requests();
        return String.valueOf(requests.get(requests.size() - 1).operation());
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean leadsToService(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType().getName().startsWith(SERVICES)
                && !isView(method);
    }

    private static boolean isOperation(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && !isView(method);
    }

    /** Returns whether a method returns the same service in another form, such as {@code withRawResponse}. */
    private static boolean isView(Method method) {
        return method.getName().startsWith("with");
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getName().substring(SERVICES.length()) + "." + method.getName();
    }
}
