package dev.openaiadmin.testkit.internal.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.CodeSource;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A library that the kit shares with the tests of its users, who may have another version of it. */
public final class LibraryVersion {
    public static final LibraryVersion WIREMOCK = new LibraryVersion(
            "WireMock",
            "com.github.tomakehurst.wiremock.WireMockServer",
            "wiremock",
            "org.wiremock:wiremock-standalone");
    public static final LibraryVersion JUNIT = new LibraryVersion(
            "JUnit", "org.junit.jupiter.api.extension.ExtensionContext", "junit", "org.junit.jupiter:junit-jupiter");

    private static final String VERSIONS = "/META-INF/openai-admin/testkit.properties";
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final Pattern VERSION_OF_JAR = Pattern.compile(".*?-(\\d[\\w.-]*)\\.jar");

    private final String name;
    private final String type;
    private final String key;
    private final String artifact;

    private LibraryVersion(String name, String type, String key, String artifact) {
        this.name = name;
        this.type = type;
        this.key = key;
        this.artifact = artifact;
    }

    /** Returns the exception for a version that the kit does not work with. */
    public IllegalStateException unfit(Throwable cause) {
        return new IllegalStateException(sentence(" (" + cause + ")"), cause);
    }

    /**
     * Sees to it that the library is new enough; one that does not tell its version is taken as it is.
     *
     * @throws IllegalStateException when it is older
     */
    public void requireAtLeast(int major, int minor) {
        Matcher numbers = NUMBERS.matcher(version());
        if (numbers.matches()) {
            int foundMajor = Integer.parseInt(numbers.group(1));
            if (foundMajor < major || (foundMajor == major && Integer.parseInt(numbers.group(2)) < minor)) {
                throw new IllegalStateException(sentence(""));
            }
        }
    }

    private String sentence(String symptom) {
        String tested = tested();
        String jar = jar();
        return name + " " + version() + (jar.isEmpty() ? "" : " of " + jar)
                + " does not work with openai-admin-testkit, which was tested with " + name + " " + tested + symptom
                + ": put " + artifact + ":" + tested + " on the class path, before other dependencies";
    }

    private String version() {
        Class<?> found = found();
        String told = found == null ? null : found.getPackage().getImplementationVersion();
        if (told != null) {
            return told;
        }
        Matcher version = VERSION_OF_JAR.matcher(jar());
        return version.matches() ? version.group(1) : "of unknown version";
    }

    /** Returns the name of the file, without its directory. */
    private String jar() {
        Class<?> found = found();
        CodeSource source = found == null ? null : found.getProtectionDomain().getCodeSource();
        String path = source == null || source.getLocation() == null
                ? ""
                : source.getLocation().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private @Nullable Class<?> found() {
        try {
            return Class.forName(type, false, LibraryVersion.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private String tested() {
        return ofTheKit(key);
    }

    /** Returns a version with which the kit was built, by its key; {@code version} is that of the kit. */
    public static String ofTheKit(String key) {
        Properties versions = new Properties();
        try (InputStream resource = LibraryVersion.class.getResourceAsStream(VERSIONS)) {
            if (resource != null) {
                versions.load(resource);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + VERSIONS, e);
        }
        return versions.getProperty(key, "of another version");
    }
}
