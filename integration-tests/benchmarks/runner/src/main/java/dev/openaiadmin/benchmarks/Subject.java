package dev.openaiadmin.benchmarks;

/** One way to call the API, put to the same work as all others. What it cannot do, it refuses. */
public interface Subject {

    /** Makes a client of the server at a base URL. */
    Client connect(String baseUrl);

    /** Makes a client that gets one answer to everything, without a network. */
    default Client canned(byte[] answer) {
        throw new UnsupportedOperationException("has no seam for it");
    }

    /** Tells whether {@link #decode} can be called, or a page can only be read by a call. */
    default boolean decodesWithoutCall() {
        return true;
    }

    /** Reads a page of projects into objects. */
    default Object decode(byte[] page) {
        throw new UnsupportedOperationException("reads no pages");
    }

    /** Makes calls, from any thread. */
    interface Client extends AutoCloseable {
        /** Gives the name of a project. */
        String retrieve(String id);

        /** Gives the id of a new project. */
        String create(String name);

        /** Retrieves a page of projects. */
        default Object page() {
            throw new UnsupportedOperationException("does not page");
        }

        /** Reads all projects, a hundred a page, and gives their number. */
        default long walk() {
            throw new UnsupportedOperationException("does not page");
        }

        @Override
        void close();
    }
}
