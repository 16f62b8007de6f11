package dev.openaiadmin.governance.text;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes files in UTF-8. A regular file appears or is replaced as a whole; links are followed; devices and pipes are
 * written to.
 */
public final class OutputFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final int MOST_LINKS = 40;

    private OutputFile() {}

    /** Who may read a file that is created. */
    public enum Readers {
        /** As the system creates files. */
        DEFAULT,
        /** The owner of the file. */
        OWNER
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of the content.
         *
         * @param out the writer of the file, which the caller closes
         * @throws IOException if the content cannot be written; a regular file is then as it was
         */
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param file the file
     * @param readers who may read the file if it is created
     * @param content what is written
     * @throws IOException if the file cannot be written; a regular file is then as it was
     */
    public static void write(Path file, Readers readers, Content content) throws IOException {
        try {
            if (isWrittenTo(file)) {
                writeTo(file, content);
            } else {
                replace(file, readers, content);
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private static void writeTo(Path file, Content content) throws IOException {
        // An open file of a process, such as /dev/stdout, can have content before this.
        StandardOpenOption option = Files.isRegularFile(file) ? StandardOpenOption.APPEND : StandardOpenOption.WRITE;
        try (Writer out = writer(Files.newOutputStream(file, option))) {
            content.writeTo(out);
        }
    }

    private static void replace(Path file, Readers readers, Content content) throws IOException {
        Path target = followed(file);
        Path folder = Optional.ofNullable(target.getParent()).orElse(target);
        requireFolder(folder);
        Path unfinished = unfinishedIn(folder);
        try {
            try (FileChannel channel = FileChannel.open(
                            unfinished,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            attributes(readers));
                    Writer out = writer(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Creates an empty file, unless it exists. A link is followed.
     *
     * @param file the file
     * @param readers who may read the file if it is created
     * @throws IOException if the file cannot be created
     */
    public static void create(Path file, Readers readers) throws IOException {
        try {
            Files.createFile(followed(file), attributes(readers));
        } catch (FileAlreadyExistsException e) {
            // Somebody else has created it meanwhile.
        }
    }

    /**
     * Makes the names of new files in a folder survive a crash, where the system has a way to.
     *
     * @param folder the folder
     */
    public static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot open folders; they keep names without being asked.
        }
    }

    private static Path unfinishedIn(Path folder) {
        return folder.resolve(".openai-admin-" + UUID.randomUUID() + ".tmp");
    }

    /**
     * Refuses a folder in which no file can be created. Creates one and deletes it, because permissions alone do not tell:
     * the file system may refuse it all the same.
     *
     * @param folder the folder
     * @throws IOException which names the folder and the reason
     */
    public static void requireWritableFolder(Path folder) throws IOException {
        requireFolder(folder);
        Path probe = unfinishedIn(folder);
        try {
            Files.createFile(probe);
        } catch (IOException e) {
            FileSystemException refused =
                    new FileSystemException(folder.toString(), null, "no file can be created in this folder");
            refused.initCause(e);
            throw refused;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /**
     * Refuses a folder that does not exist or whose permissions do not let it be written to.
     *
     * @param folder the folder
     * @throws IOException which names the folder and the reason
     */
    public static void requireFolder(Path folder) throws IOException {
        requireExistingFolder(folder);
        if (!Files.isWritable(folder)) {
            throw new FileSystemException(folder.toString(), null, "the folder is not writable");
        }
    }

    /**
     * Refuses a folder that does not exist.
     *
     * @param folder the folder
     * @throws IOException which names the folder and the reason
     */
    public static void requireExistingFolder(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": is not a folder");
        }
    }

    /**
     * Returns the file that a chain of links ends at, whether it exists or not.
     *
     * @param file a file or a link
     * @return the file
     * @throws IOException if a link cannot be read, or there are too many
     */
    public static Path followed(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static boolean isWrittenTo(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder");
        }
        Path whole = file.toAbsolutePath();
        // Open files of a process have names there; replacing them would not reach whoever has them open.
        boolean isOpenFile = POSIX && (whole.startsWith("/dev") || whole.startsWith("/proc"));
        return Files.exists(file) && (isOpenFile || !Files.isRegularFile(file));
    }

    private static Writer writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    private static FileAttribute<?>[] attributes(Readers readers) {
        return POSIX && readers == Readers.OWNER
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
