package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.governance.internal.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects of one kind to which blueprints refer by name or by id. */
public final class Catalog {
    private static final int MOST_SHOWN = 20;
    /** Role ids can be returned with the resource that they apply to, such as {@code role_1__api-project__proj_1}. */
    private static final Pattern SCOPED = Pattern.compile("(.+?)__api-(?:organization|project)__.*", Pattern.DOTALL);

    private final String kind;
    private final Map<String, Referent> byId = new LinkedHashMap<>();
    private final Map<String, List<Referent>> byName = new LinkedHashMap<>();

    /**
     * Creates an empty catalog.
     *
     * @param kind what messages call an object, such as {@code group}
     */
    Catalog(String kind) {
        this.kind = kind;
    }

    /** Returns the id of a role without the resource that it applies to. */
    public static String shortId(String id) {
        Matcher scoped = SCOPED.matcher(id);
        return scoped.matches() ? scoped.group(1) : id;
    }

    /** Adds an object that exists. */
    public Referent add(String id, @Nullable String name) {
        Referent referent = new Referent(kind, name, shortId(id));
        byId.put(shortId(id), referent);
        put(referent);
        return referent;
    }

    /** Adds an object that the plan creates. */
    public Referent expect(String name) {
        Referent referent = new Referent(kind, name, null);
        put(referent);
        return referent;
    }

    private void put(Referent referent) {
        String name = referent.name();
        if (name != null) {
            byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(referent);
        }
    }

    /** Removes the objects that the plan was to create. */
    public void forgetExpected() {
        byName.values().forEach(referents -> referents.removeIf(referent -> !referent.exists()));
        byName.values().removeIf(List::isEmpty);
    }

    /** Returns the object of an id. */
    public Optional<Referent> byId(String id) {
        return Optional.ofNullable(byId.get(shortId(id)));
    }

    /**
     * Finds an object by its id, else by its name.
     *
     * @param problem takes the reason when there is none, or more than one
     */
    public Optional<Referent> find(Name name, Consumer<String> problem) {
        Optional<Referent> identified = byId(name.text());
        if (identified.isPresent()) {
            return identified;
        }
        List<Referent> named = byName.getOrDefault(name.text(), List.of());
        if (named.size() == 1) {
            return Optional.of(named.get(0));
        }
        if (named.isEmpty()) {
            problem.accept(name.at("there is no " + kind + " '" + name + "'; known: " + known()
                    + (nearest(name) == null ? "" : "; did you mean '" + nearest(name) + "'?")));
        } else {
            problem.accept(name.at("more than one " + kind + " is named '" + name + "': "
                    + named.stream().map(Referent::idOrNull).collect(Collectors.joining(" and "))
                    + "; name one of them by its id"));
        }
        return Optional.empty();
    }

    private @Nullable String nearest(Name name) {
        return NearestWord.to(name.text(), byName.keySet());
    }

    private String known() {
        if (byName.isEmpty()) {
            return "none";
        }
        String some = new TreeSet<>(byName.keySet()).stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return byName.size() <= MOST_SHOWN ? some : some + " and " + (byName.size() - MOST_SHOWN) + " more";
    }

    /** Returns the name of an object, or its id when the name does not refer to it alone. */
    public Name nameOf(String id) {
        Referent referent = byId.get(shortId(id));
        String name = referent == null ? null : referent.name();
        if (name != null
                && !name.isBlank()
                && !byId.containsKey(shortId(name))
                && byName.getOrDefault(name, List.of()).size() == 1) {
            return Name.of(name);
        }
        return Name.of(shortId(id));
    }
}
