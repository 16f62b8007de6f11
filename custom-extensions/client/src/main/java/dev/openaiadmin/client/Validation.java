package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
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
 * Checks arguments against the constraints that the description put on them, before anything else happens. The
 * annotations themselves are the rules, so what is enforced here is what users' own validators see.
 */
final class Validation {
    private final Map<Method, List<Place>> parameters = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<Place>> components = new ConcurrentHashMap<>();

    void check(String operation, Method method, Object[] arguments) {
        List<Place> places = parameters.computeIfAbsent(method, Validation::placesOf);
        Name name = new Name(null, operation);
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            // Users set the parts of a query or a body, so the parameter that holds them is not worth a name.
            check(place.cascades() && arguments[i] != null ? name : new Name(name, place.step()), place, arguments[i]);
        }
    }

    private void check(Name name, Place place, @Nullable Object given) {
        Object value = given instanceof Change<?> change ? change.value() : given;
        for (Constraint constraint : place.constraints()) {
            if (!constraint.allows(value)) {
                throw new InvalidValueException(name.toString(), value, constraint.rule());
            }
        }
        if (value instanceof Collection<?> elements && place.element() != null) {
            int index = 0;
            for (Object element : elements) {
                check(new Name(name, "[" + index++ + "]"), place.element(), element);
            }
        } else if (value != null && place.cascades()) {
            for (Place component : components.computeIfAbsent(value.getClass(), Validation::placesOf)) {
                check(new Name(name, component.step()), component, component.valueIn(value));
            }
        }
    }

    private static List<Place> placesOf(Method method) {
        List<Place> places = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            places.add(Place.of(parameter));
        }
        return List.copyOf(places);
    }

    private static List<Place> placesOf(Class<?> type) {
        List<Place> places = new ArrayList<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                Place place = Place.of(component);
                if (place.isAskedAnything()) {
                    places.add(place);
                }
            }
        }
        return List.copyOf(places);
    }

    /** What something is called in messages, put together only when there is one. */
    private record Name(@Nullable Name outer, String step) {
        @Override
        public String toString() {
            return outer == null ? step : outer + step;
        }
    }

    /**
     * A parameter, a component of a record, or the elements of either.
     *
     * @param step from the name of what it belongs to, to its own
     * @param accessor reads a component; null for parameters and elements
     * @param element the place of each element; null where there are none or nothing is asked of them
     */
    private record Place(
            String step,
            List<Constraint> constraints,
            boolean cascades,
            @Nullable Method accessor,
            @Nullable Place element) {

        static Place of(Parameter parameter) {
            boolean generic = isGeneric(parameter.getType());
            return of("." + parameter.getName(), parameter, generic ? parameter.getAnnotatedType() : null, null);
        }

        static Place of(RecordComponent component) {
            Method accessor = component.getAccessor();
            boolean generic = isGeneric(component.getType());
            return of("." + component.getName(), accessor, generic ? component.getAnnotatedType() : null, accessor);
        }

        /** Whether it may have elements, whose annotations are the dearest to look at. */
        private static boolean isGeneric(Class<?> type) {
            return type.getTypeParameters().length == 1;
        }

        private static Place of(
                String step, AnnotatedElement annotated, @Nullable AnnotatedType type, @Nullable Method accessor) {
            return new Place(
                    step,
                    Constraint.on(annotated),
                    annotated.isAnnotationPresent(Valid.class),
                    accessor,
                    elementOf(step, type));
        }

        private static @Nullable Place elementOf(String step, @Nullable AnnotatedType type) {
            if (!(type instanceof AnnotatedParameterizedType container)
                    || container.getAnnotatedActualTypeArguments().length != 1) {
                return null;
            }
            AnnotatedType element = container.getAnnotatedActualTypeArguments()[0];
            Place place = of(step, element, element, null);
            return place.isAskedAnything() ? place : null;
        }

        boolean isAskedAnything() {
            return !constraints.isEmpty() || cascades || element != null;
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
