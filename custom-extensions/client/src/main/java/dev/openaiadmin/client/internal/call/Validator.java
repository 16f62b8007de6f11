package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.api.PathId;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.model.Change;
import jakarta.validation.Valid;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks arguments before anything else happens. The rules are the annotations of jakarta.validation that the description
 * puts on the interfaces and records, so the validators of users enforce the same. Safe for use by many threads.
 */
public final class Validator {
    private final Map<Method, List<Element>> parameters = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<Element>> components = new ConcurrentHashMap<>();

    /**
     * Checks the arguments of a generated operation.
     *
     * @throws InvalidValueException if one of them breaks a rule
     */
    void validate(
            OperationSpec<?> operation,
            String[] pathParameters,
            @Nullable QueryParameters query,
            @Nullable Object body) {
        List<String> names = operation.pathParameters();
        for (int i = 0; i < pathParameters.length; i++) {
            for (Constraint constraint : PathIds.CONSTRAINTS) {
                if (!constraint.allows(pathParameters[i])) {
                    throw new InvalidValueException(
                            operation.id() + "." + names.get(i), pathParameters[i], constraint.rule());
                }
            }
        }
        if (operation.hasQuery()) {
            checkRecord(operation.id(), ".query", query);
        }
        if (operation.hasBody()) {
            checkRecord(operation.id(), ".request", body);
        }
    }

    /** Callers set the components of a query or a body, so messages do not name the parameter that holds them. */
    private void checkRecord(String operation, String parameter, @Nullable Object value) {
        if (value == null) {
            throw new InvalidValueException(operation + parameter, null, "must not be null");
        }
        checkComponents(new Path(null, operation), value);
    }

    /**
     * Checks the arguments of a method of any interface.
     *
     * @throws InvalidValueException if one of them breaks a rule
     */
    public void validate(String operation, Method method, Object[] arguments) {
        List<Element> elements = parameters.computeIfAbsent(method, Validator::elementsOf);
        Path path = new Path(null, operation);
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            boolean holdsArguments = element.cascades() && arguments[i] != null;
            check(holdsArguments ? path : new Path(path, element.step()), element, arguments[i]);
        }
    }

    private void check(Path path, Element element, @Nullable Object given) {
        Object value = given instanceof Change<?> change ? change.value() : given;
        for (Constraint constraint : element.constraints()) {
            if (!constraint.allows(value)) {
                throw new InvalidValueException(path.toString(), value, constraint.rule());
            }
        }
        if (value instanceof Collection<?> items && element.item() != null) {
            int index = 0;
            for (Object item : items) {
                check(new Path(path, "[" + index++ + "]"), element.item(), item);
            }
        } else if (value != null && element.cascades()) {
            checkComponents(path, value);
        }
    }

    private void checkComponents(Path path, Object value) {
        for (Element component : components.computeIfAbsent(value.getClass(), Validator::elementsOf)) {
            check(new Path(path, component.step()), component, component.valueIn(value));
        }
    }

    private static List<Element> elementsOf(Method method) {
        List<Element> elements = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            elements.add(Element.of(parameter));
        }
        return List.copyOf(elements);
    }

    private static List<Element> elementsOf(Class<?> type) {
        List<Element> elements = new ArrayList<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Element element = Element.of(component);
                if (element.isConstrained()) {
                    elements.add(element);
                }
            }
        }
        return List.copyOf(elements);
    }

    /** The rules of path parameters, loaded by the first operation that has one. */
    private static final class PathIds {
        static final List<Constraint> CONSTRAINTS = Constraint.on(PathId.class);
    }

    /** The name of a value in messages, put together only when there is one. */
    private record Path(@Nullable Path outer, String step) {
        @Override
        public String toString() {
            return outer == null ? step : outer + step;
        }
    }

    /**
     * A parameter, a component of a record, or the items of either.
     *
     * @param step what its name adds to the name of its owner
     * @param accessor reads a component; null for parameters and items
     * @param item the rules of each item; null where there are none
     */
    private record Element(
            String step,
            List<Constraint> constraints,
            boolean cascades,
            @Nullable Method accessor,
            @Nullable Element item) {

        static Element of(Parameter parameter) {
            boolean generic = isGeneric(parameter.getType());
            return of("." + parameter.getName(), parameter, generic ? parameter.getAnnotatedType() : null, null);
        }

        static Element of(RecordComponent component) {
            Method accessor = component.getAccessor();
            // Records of users need not be public.
            boolean unused = accessor.trySetAccessible();
            boolean generic = isGeneric(component.getType());
            return of("." + component.getName(), accessor, generic ? component.getAnnotatedType() : null, accessor);
        }

        /** Returns whether the type may have items. Reading their annotations is expensive. */
        private static boolean isGeneric(Class<?> type) {
            return type.getTypeParameters().length == 1;
        }

        private static Element of(
                String step, AnnotatedElement annotated, @Nullable AnnotatedType type, @Nullable Method accessor) {
            return new Element(
                    step,
                    Constraint.on(annotated),
                    annotated.isAnnotationPresent(Valid.class),
                    accessor,
                    itemOf(step, type));
        }

        private static @Nullable Element itemOf(String step, @Nullable AnnotatedType type) {
            if (!(type instanceof AnnotatedParameterizedType container)
                    || container.getAnnotatedActualTypeArguments().length != 1) {
                return null;
            }
            AnnotatedType argument = container.getAnnotatedActualTypeArguments()[0];
            Element item = of(step, argument, argument, null);
            return item.isConstrained() ? item : null;
        }

        boolean isConstrained() {
            return !constraints.isEmpty() || cascades || item != null;
        }

        @Nullable
        Object valueIn(Object owner) {
            try {
                return accessor == null ? null : accessor.invoke(owner);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(step + " cannot be read", e);
            }
        }
    }
}
