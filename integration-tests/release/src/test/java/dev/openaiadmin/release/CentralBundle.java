package dev.openaiadmin.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What is uploaded to Maven Central, and what Maven Central requires of it.
 *
 * @param files the content of each file by its path in the repository
 */
record CentralBundle(SortedMap<String, byte[]> files) {
    private static final Map<String, String> CHECKSUMS = Map.of("md5", "MD5", "sha1", "SHA-1");
    private static final Set<String> NOT_SIGNED = Set.of("asc", "md5", "sha1", "sha256", "sha512");

    static CentralBundle read(Path file) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(each -> !each.isDirectory()).toList()) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CentralBundle(files);
    }

    /** Returns the files that are signed, which are all but signatures and checksums. */
    List<String> artifacts() {
        return files.keySet().stream()
                .filter(name -> !NOT_SIGNED.contains(extension(name)))
                .toList();
    }

    /** Returns the names of the artifacts whose POMs are here. */
    Set<String> modules() {
        return poms().map(pom -> pom.text("artifactId")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns what Maven Central would refuse; empty if it would refuse nothing. */
    List<String> findings(SigningKey key) {
        List<String> findings = new ArrayList<>();
        for (String name : artifacts()) {
            checkSignature(name, key, findings);
            checkChecksums(name, findings);
            if (extension(name).equals("pom")) {
                checkPom(name, findings);
            }
        }
        if (modules().isEmpty()) {
            findings.add("There is no POM");
        }
        return findings;
    }

    private void checkSignature(String name, SigningKey key, List<String> findings) {
        byte[] signature = files.get(name + ".asc");
        if (signature == null) {
            findings.add(name + ": the signature is missing");
        } else if (!key.hasSigned(content(name), signature)) {
            findings.add(name + ": the signature is not one of this file by the key of the release");
        }
    }

    private void checkChecksums(String name, List<String> findings) {
        CHECKSUMS.forEach((extension, algorithm) -> {
            byte[] checksum = files.get(name + "." + extension);
            if (checksum == null) {
                findings.add(name + ": the checksum ." + extension + " is missing");
            } else if (!new String(checksum, StandardCharsets.US_ASCII)
                    .strip()
                    .equals(digest(algorithm, content(name)))) {
                findings.add(name + ": the checksum ." + extension + " is not that of the file");
            }
        });
    }

    private void checkPom(String name, List<String> findings) {
        Pom pom = Pom.parse(content(name));
        String version = pom.text("version");
        Stream.of(
                        "groupId",
                        "artifactId",
                        "version",
                        "name",
                        "description",
                        "url",
                        "licenses/license/name",
                        "licenses/license/url",
                        "developers/developer/name",
                        "developers/developer/organization",
                        "scm/connection",
                        "scm/developerConnection",
                        "scm/url")
                .filter(path -> pom.text(path).isEmpty())
                .forEach(path -> findings.add(name + ": <" + path + "> is missing"));
        Stream.of("parent", "repositories", "pluginRepositories", "distributionManagement")
                .filter(path -> pom.first(path).isPresent())
                .forEach(path -> findings.add(name + ": has <" + path + ">, which has no place in a release"));
        if (version.endsWith("-SNAPSHOT")) {
            findings.add(name + ": the version is a snapshot");
        }
        String text = new String(content(name), StandardCharsets.UTF_8);
        if (text.contains("${")) {
            findings.add(name + ": has a variable");
        }
        Set<String> modules = modules();
        Stream.of("dependencies/dependency", "dependencyManagement/dependencies/dependency")
                .flatMap(path -> pom.all(path).stream())
                .forEach(dependency -> checkDependency(name, dependency, modules, version, findings));

        String stem = name.substring(0, name.length() - ".pom".length());
        String place = String.join(
                "/",
                pom.text("groupId").replace('.', '/'),
                pom.text("artifactId"),
                version,
                pom.text("artifactId") + "-" + version);
        if (!stem.equals(place)) {
            findings.add(name + ": is not at " + place + ".pom");
        }
        if (!pom.text("packaging").equals("pom")) {
            Stream.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")
                    .filter(end -> !files.containsKey(stem + end))
                    .forEach(end -> findings.add(name + ": the file " + end + " is missing"));
        }
    }

    private static void checkDependency(
            String name, Pom dependency, Set<String> modules, String version, List<String> findings) {
        String artifact = dependency.text("artifactId");
        if (dependency.text("version").isEmpty()) {
            findings.add(name + ": the version of " + artifact + " is missing");
        }
        if (dependency.text("version").endsWith("-SNAPSHOT")) {
            findings.add(name + ": the version of " + artifact + " is a snapshot");
        }
        if (dependency.text("groupId").equals("dev.openaiadmin")
                && !(modules.contains(artifact) && dependency.text("version").equals(version))) {
            findings.add(name + ": depends on " + artifact + ", which is not in this release");
        }
    }

    private Stream<Pom> poms() {
        return artifacts().stream()
                .filter(name -> extension(name).equals("pom"))
                .map(name -> Pom.parse(content(name)));
    }

    private byte[] content(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new IllegalArgumentException("There is no " + name);
        }
        return content;
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
