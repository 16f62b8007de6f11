package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.output.OutputOptions;
import dev.openaiadmin.cli.secrets.SecretOptions;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.Confirmation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command of an operation, with an option for each argument. */
final class OperationCommand implements Callable<Integer> {
    static final String POSITIONAL = "ARGUMENT";
    private static final String CLEAR = "--clear-";
    /** Before the groups that all commands share, whose order is -1. */
    private static final int FIRST = -10;

    private final DescribedCommand described;
    private final CommandSpec command;
    private final ClientOptions client;
    private final OutputOptions output = new OutputOptions();
    private final SecretOptions secrets = new SecretOptions();
    private final Confirmation confirmation = new Confirmation();

    private OperationCommand(DescribedCommand described) {
        this.described = described;
        this.command = CommandSpec.wrapWithoutInspection(this);
        this.client = new ClientOptions(command);
    }

    static CommandSpec spec(DescribedCommand described) {
        return new OperationCommand(described).build();
    }

    private CommandSpec build() {
        command.name(described.name());
        new Help(described).describe(command);
        addArguments();
        if (!described.secrets().isEmpty()) {
            command.addMixin("secrets", CommandSpec.forAnnotatedObject(secrets));
        }
        command.addMixin("output", CommandSpec.forAnnotatedObject(output));
        command.addMixin("client", CommandSpec.forAnnotatedObject(client));
        return command;
    }

    private void addArguments() {
        List<Argument> positional = described.positional();
        if (!positional.isEmpty()) {
            command.addPositional(PositionalParamSpec.builder()
                    .index("0..*")
                    .arity("0..*")
                    .paramLabel(POSITIONAL)
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .hidden(true)
                    .build());
            ArgGroupSpec.Builder required = ArgGroupSpec.builder()
                    .validate(false)
                    .heading("%nRequired, in this order or by name:%n")
                    .order(FIRST);
            positional.forEach(argument -> required.addArg(option(argument, argument.label())));
            command.addArgGroup(required.build());
        }
        ArgGroupSpec.Builder optional =
                ArgGroupSpec.builder().validate(false).heading("%nOptional:%n").order(FIRST + 1);
        List<OptionSpec> options = new ArrayList<>();
        for (Argument argument : described.arguments()) {
            if (!positional.contains(argument)) {
                options.add(option(argument, argument.valueLabel()));
                if (argument.isClearable()) {
                    options.add(OptionSpec.builder(clearOption(argument))
                            .type(boolean.class)
                            .description("Clear the value of " + argument.option() + ".")
                            .build());
                }
            }
        }
        if (described.isList()) {
            options.add(OptionSpec.builder("--limit")
                    .paramLabel("N")
                    .type(Long.class)
                    .description("The number of objects after which the list ends. Default: all.")
                    .build());
        }
        if (described.hasBody()) {
            options.add(OptionSpec.builder("--body")
                    .paramLabel("FILE")
                    .type(String.class)
                    .description("The request in JSON or YAML; - is standard input. Options go before it.")
                    .build());
            options.add(OptionSpec.builder("--set")
                    .paramLabel("FIELD=VALUE")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description("Sets a field of the request, such as a.b=c; the value is JSON or a text.")
                    .build());
        }
        if (described.changes()) {
            options.addAll(CommandSpec.forAnnotatedObject(confirmation).options());
            options.add(OptionSpec.builder("--dry-run")
                    .type(boolean.class)
                    .description("Print the request, and send nothing that changes something.")
                    .build());
        }
        if (!options.isEmpty()) {
            options.forEach(optional::addArg);
            command.addArgGroup(optional.build());
        }
    }

    /** Adds each required argument by its position. */
    void addPositions() {
        int next = 0;
        for (Argument argument : described.positional()) {
            PositionalParamSpec.Builder position = PositionalParamSpec.builder()
                    .index(argument.isList() ? next + "..*" : "" + next)
                    .arity("0..1")
                    .paramLabel(argument.label())
                    .type(String.class);
            List<String> values = argument.isBoolean() ? List.of("true", "false") : argument.values();
            if (!values.isEmpty()) {
                position.completionCandidates(values);
            }
            command.addPositional(position.build());
            next++;
        }
    }

    static String clearOption(Argument argument) {
        return CLEAR + argument.option().substring(2);
    }

    private static OptionSpec option(Argument argument, String label) {
        OptionSpec.Builder option =
                OptionSpec.builder(argument.option()).paramLabel(label).description(Help.text(argument));
        if (argument.isList()) {
            option.type(List.class).auxiliaryTypes(String.class);
            if (argument.lookup() != null || !argument.values().isEmpty()) {
                option.splitRegex(",");
            }
        } else if (argument.isBoolean()) {
            option.type(Boolean.class).arity("0").negatable(true);
        } else {
            option.type(String.class);
        }
        if (!argument.values().isEmpty()) {
            option.completionCandidates(argument.values());
        }
        return option.build();
    }

    @Override
    public Integer call() {
        return new OperationRun(described, command, client, output, secrets, confirmation).run();
    }
}
