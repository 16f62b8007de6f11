package dev.openaiadmin.testkit.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaiadmin.testkit.OrganizationExtension;
import dev.openaiadmin.testkit.OrganizationServer;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LibraryVersionTest {
    @Test
    void names_the_wiremock_that_lacks_something_and_what_to_add() throws Exception {
        try (OtherClassPath other = new OtherClassPath(
                "com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2",
                "com.github.tomakehurst.wiremock",
                "2.35.1")) {
            Class<?> type = other.loadClass(OrganizationServer.class.getName());
            Throwable thrown;
            try (AutoCloseable server = (AutoCloseable) type.getMethod("start").invoke(null)) {
                thrown = catchThrowable(() -> type.getMethod("wireMock").invoke(server));
            }

            assertThat(thrown.getCause())
                    .isInstanceOf(IllegalStateException.class)
                    .message()
                    .matches("WireMock 2\\.35\\.1 of wiremock-standalone-[0-9.]+\\.jar does not work with"
                            + " openai-admin-testkit, which was tested with WireMock [0-9.]+"
                            + " \\(java\\.lang\\.NoClassDefFoundError: .*ResponseDefinitionTransformerV2\\):"
                            + " put org\\.wiremock:wiremock-standalone:[0-9.]+ on the class path, before other"
                            + " dependencies");
        }
    }

    @Test
    void names_the_junit_that_is_too_old_and_what_to_add() throws IOException, ReflectiveOperationException {
        try (OtherClassPath other = new OtherClassPath("", "org.junit.jupiter.api.extension", "5.9.3")) {
            Class<?> extension = other.loadClass(OrganizationExtension.class.getName());
            Throwable thrown = catchThrowable(() -> extension.getConstructor().newInstance());

            assertThat(thrown.getCause())
                    .isInstanceOf(IllegalStateException.class)
                    .message()
                    .matches("JUnit 5\\.9\\.3 of junit-jupiter-api-[0-9.]+\\.jar does not work with"
                            + " openai-admin-testkit, which was tested with JUnit [0-9.]+:"
                            + " put org\\.junit\\.jupiter:junit-jupiter:[0-9.]+ on the class path, before other"
                            + " dependencies");
        }
    }

    @Test
    void takes_the_oldest_junit_that_it_works_with() throws IOException, ReflectiveOperationException {
        try (OtherClassPath other = new OtherClassPath("", "org.junit.jupiter.api.extension", "5.10.0")) {
            Class<?> extension = other.loadClass(OrganizationExtension.class.getName());

            assertThatCode(() -> extension.getConstructor().newInstance()).doesNotThrowAnyException();
        }
    }

    /** The class path of this test, but for a class that is missing and a package that says it is of another version. */
    private static final class OtherClassPath extends URLClassLoader {
        private final String missing;
        private final String changed;
        private final String version;

        OtherClassPath(String missing, String changed, String version) throws MalformedURLException {
            super(urls(), ClassLoader.getPlatformClassLoader());
            this.missing = missing;
            this.changed = changed;
            this.version = version;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }

        @Override
        protected Package definePackage(String name, Manifest manifest, @Nullable URL url) {
            return name.equals(changed)
                    ? definePackage(name, null, null, null, null, version, null, null)
                    : super.definePackage(name, manifest, url);
        }

        private static URL[] urls() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                urls.add(new File(entry).toURI().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }
}
