package dev.openaiadmin.cli.workflows;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The list of the commands that are workflows. A command is a class of this package with picocli's annotations and a line
 * here; {@link RotateCommand} is an example.
 */
public final class WorkflowCommands {
    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("plan", PlanCommand::new);
        COMMANDS.put("apply", ApplyCommand::new);
        COMMANDS.put("adopt", AdoptCommand::new);
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("rotate", RotateCommand::new);
        COMMANDS.put("costs", CostsCommand::new);
        COMMANDS.put("usage", UsageCommand::new);
        COMMANDS.put("serve-metrics", ServeMetricsCommand::new);
        COMMANDS.put("snapshot", SnapshotCommand::new);
        COMMANDS.put("diff", DiffCommand::new);
        COMMANDS.put("idle-keys", IdleKeysCommand::new);
        COMMANDS.put("offboard", OffboardCommand::new);
        COMMANDS.put("audit", AuditCommand::new);
    }

    private WorkflowCommands() {}

    /** Returns the commands by name in the order of the help. They are created only when they are asked for. */
    public static Map<String, Supplier<Object>> byName() {
        return Collections.unmodifiableMap(COMMANDS);
    }
}
