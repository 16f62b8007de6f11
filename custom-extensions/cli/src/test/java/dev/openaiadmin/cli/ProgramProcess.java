package dev.openaiadmin.cli;

import dev.openaiadmin.testkit.InMemoryOrganization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the program as a process of its own. */
final class ProgramProcess {
    private ProgramProcess() {}

    /** Returns a builder of the process, which runs in the folder and writes its errors to the file {@code err} there. */
    static ProcessBuilder builder(Path folder, InMemoryOrganization organization, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OpenAiAdminCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("OPENAI_ADMIN_KEY", organization.adminKey());
        builder.environment().put("OPENAI_BASE_URL", organization.baseUrl());
        return builder;
    }
}
