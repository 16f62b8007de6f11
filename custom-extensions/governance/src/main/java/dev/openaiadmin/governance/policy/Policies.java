package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.policy.RuleKind.Settings;
import dev.openaiadmin.governance.text.PrintableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that blueprints and the organization have to keep, as the part {@code policies} of an organization file states
 * them. Immutable.
 *
 * <pre>{@code
 * policies:
 *   spend_limit: { at_most_in_cents: 500_000 }
 *   no_keys_of_people:
 *     except: { sandbox: people try things out here }
 *   key_lifetime: { at_most: 90d }
 * }</pre>
 *
 * <p>An exception names a project by its name or id, or an address, a key, a model or a service account, and says why.
 */
public final class Policies {
    private static final Policies NONE = new Policies(List.of());
    private static final String EXCEPT = "except";

    private final List<Stated> rules;

    private Policies(List<Stated> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * A rule in a file.
     *
     * @param except the reasons of exceptions by the names that they concern
     */
    private record Stated(String name, Rule rule, Map<String, String> except, String place) {}

    /** {@return policies without a rule} */
    public static Policies none() {
        return NONE;
    }

    /**
     * Reads rules in YAML or JSON: a mapping of the names of rules to their settings.
     *
     * @param source the name that messages give the text
     * @param text the text
     * @return the rules
     * @throws GovernanceException when it has a mistake; the message names the line, the column and the rule
     */
    public static Policies parse(String source, String text) {
        return of(YamlNode.read(source, text, "must hold rules by their names"));
    }

    /**
     * Reads the rules of a part of a file, for blueprints.
     *
     * @param part the part
     * @return the rules
     * @throws GovernanceException when it has a mistake
     */
    public static Policies of(YamlNode part) {
        List<Stated> rules = new ArrayList<>();
        part.mapping(RuleKind.ALL.keySet()).forEach((name, rule) -> rules.add(stated(RuleKind.named(name), rule)));
        return new Policies(rules);
    }

    private static Stated stated(RuleKind kind, YamlNode rule) {
        Set<String> known = new HashSet<>(kind.settings());
        known.add(EXCEPT);
        Map<String, YamlNode> values = rule.mapping(known);
        Map<String, String> except = new LinkedHashMap<>();
        YamlNode exceptions = values.get(EXCEPT);
        if (exceptions != null) {
            exceptions.mapping().forEach((name, reason) -> {
                if (reason.isEmpty() || reason.text().isBlank()) {
                    throw reason.mistake("an exception must have a reason");
                }
                except.put(name, reason.text());
            });
        }
        return new Stated(kind.name(), kind.parser().apply(new Settings(rule, values)), except, rule.placeOfName());
    }

    /** {@return whether there is no rule} */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** {@return the names of the rules, in the order of the file} */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        rules.forEach(rule -> names.add(rule.name()));
        return names;
    }

    /** Returns what the rules look at, of projects or of the organization. */
    Set<Fact<?>> facts(boolean ofProjects) {
        Set<Fact<?>> facts = new LinkedHashSet<>();
        rules.forEach(stated -> stated.rule().facts().stream()
                .filter(fact -> fact.isOfProject() == ofProjects)
                .forEach(facts::add));
        return facts;
    }

    /**
     * What a check has found.
     *
     * @param violations rules that are not kept
     * @param exemptions rules that need not be kept
     * @param used the exceptions that were needed
     */
    record Outcome(List<Violation> violations, List<Exemption> exemptions, Set<ExceptionOfRule> used) {
        Outcome() {
            this(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        }
    }

    /** The name that an exception of a rule is for. */
    record ExceptionOfRule(String rule, String name) {}

    /** Returns the exceptions that no violation needed: they are mistyped, or not needed any more. */
    List<String> unused(Outcome outcome) {
        List<String> unused = new ArrayList<>();
        for (Stated stated : rules) {
            for (String name : stated.except().keySet()) {
                if (!outcome.used().contains(new ExceptionOfRule(stated.name(), name))) {
                    unused.add(
                            PrintableText.line("'" + name + "' (rule " + stated.name() + ", " + stated.place() + ")"));
                }
            }
        }
        return unused;
    }

    /** Applies all rules to what is known of a project or of the organization. */
    void check(Facts facts, Instant now, Outcome outcome) {
        for (Stated stated : rules) {
            stated.rule().check(facts, new Rule.Findings() {
                @Override
                public Instant now() {
                    return now;
                }

                @Override
                public void add(Fact<?> about, @Nullable String subject, String problem) {
                    Violation violation = new Violation(
                            stated.name(),
                            facts.project(),
                            facts.projectId(),
                            subject,
                            problem,
                            facts.place(about),
                            stated.place());
                    stated.except().entrySet().stream()
                            .filter(exception -> violation.concerns(exception.getKey()))
                            .findFirst()
                            .ifPresentOrElse(
                                    exception -> {
                                        outcome.used().add(new ExceptionOfRule(stated.name(), exception.getKey()));
                                        outcome.exemptions().add(new Exemption(violation, exception.getValue()));
                                    },
                                    () -> outcome.violations().add(violation));
                }
            });
        }
    }

    /**
     * Checks blueprints, before any request.
     *
     * @param stated what the blueprints state
     * @return the rules that the blueprints do not keep, and need not
     * @throws PolicyViolationException when the blueprints do not keep a rule; the message lists all
     */
    public List<Exemption> requireKept(List<Facts> stated) {
        Outcome outcome = new Outcome();
        Instant now = Instant.now();
        stated.forEach(facts -> check(facts, now, outcome));
        if (!outcome.violations().isEmpty()) {
            throw new PolicyViolationException(outcome.violations());
        }
        return outcome.exemptions();
    }

    /** Returns the names of the rules. */
    @Override
    public String toString() {
        return "Policies" + names();
    }
}
