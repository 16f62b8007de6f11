package dev.openaiadmin.api;

import dev.openaiadmin.OpenAiAdminException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list that is requested page by page while it is iterated.
 *
 * <p>The first page is requested when the first object is, and each other page when all objects of the page before it have
 * been returned. Each iteration begins with the first page. A call that fails ends the call to the iterator with its
 * exception and does not move the iterator: the next call requests the same page again. If the API states that another page
 * follows but returns no cursor for it, or a cursor that it has returned before, the iterator throws a
 * {@link PagingException}.
 *
 * <p>Instances are safe for use by multiple threads. Iterators and streams are not.
 *
 * @param <T> the type of the objects
 */
public final class Pages<T> implements Iterable<T> {
    private final Iterable<Page<T>> pages;

    private Pages(Iterable<Page<T>> pages) {
        this.pages = pages;
    }

    /**
     * Creates a list. No page is requested.
     *
     * @param <Q> the type of the queries
     * @param <T> the type of the objects
     * @param operation the id of the operation, for messages
     * @param first the query of the first page
     * @param fetch requests the page of a query
     * @param next returns the query of the next page, from the query of a page and the cursor in that page
     * @return a new list
     */
    public static <Q, T> Pages<T> from(
            String operation, Q first, Function<Q, Page<T>> fetch, BiFunction<Q, String, Q> next) {
        return new Pages<>(() -> new PageIterator<>(operation, first, fetch, next));
    }

    /**
     * Creates a list of buckets. If the API rejects its own cursor, the list continues from the end of the last bucket that
     * was returned. No bucket is returned twice.
     */
    static <Q, T> Pages<T> from(
            String operation,
            Q first,
            Function<Q, Page<T>> fetch,
            BiFunction<Q, String, Q> next,
            TimeWindow<Q, T> window) {
        return new Pages<>(() ->
                new BucketPageIterator<>(from -> new PageIterator<>(operation, from, fetch, next), first, window));
    }

    /** Returns an iterator over the objects of all pages. */
    @Override
    public Iterator<T> iterator() {
        return new ItemIterator<>(pages.iterator());
    }

    /**
     * Returns a stream of the objects of all pages, in order. Pages are requested while the stream is consumed.
     *
     * @return a sequential stream
     */
    public Stream<T> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Returns the pages, for applications that report progress or keep cursors.
     *
     * @return the pages, each of which is requested when the iteration reaches it
     */
    public Iterable<Page<T>> pages() {
        return pages;
    }

    /** Iterates over the objects of all pages, some of which may be empty. */
    private static final class ItemIterator<T> implements Iterator<T> {
        private final Iterator<Page<T>> pages;
        private Iterator<T> page = Collections.emptyIterator();

        ItemIterator(Iterator<Page<T>> pages) {
            this.pages = pages;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && pages.hasNext()) {
                page = pages.next().items().iterator();
            }
            return page.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("There are no more objects");
            }
            return page.next();
        }
    }

    /** Iterates over pages of buckets, and starts again at the last bucket if a cursor is rejected. */
    private static final class BucketPageIterator<Q, T> implements Iterator<Page<T>> {
        private final Function<Q, PageIterator<Q, T>> iteratorFrom;
        private final Q first;
        private final TimeWindow<Q, T> window;
        private PageIterator<Q, T> pages;
        private @Nullable Instant reached;
        private @Nullable Instant restartedAt;
        private boolean ended;

        BucketPageIterator(Function<Q, PageIterator<Q, T>> iteratorFrom, Q first, TimeWindow<Q, T> window) {
            this.iteratorFrom = iteratorFrom;
            this.first = first;
            this.window = window;
            this.pages = iteratorFrom.apply(first);
        }

        @Override
        public boolean hasNext() {
            return !ended && pages.hasNext();
        }

        @Override
        public Page<T> next() {
            Page<T> page = nextPage();
            List<T> newBuckets = new ArrayList<>();
            for (T bucket : page.items()) {
                if (reached == null || !window.start().apply(bucket).isBefore(reached)) {
                    newBuckets.add(bucket);
                    reached = window.end().apply(bucket);
                }
            }
            return new Page<>(newBuckets, page.hasMore(), page.nextCursor());
        }

        private Page<T> nextPage() {
            try {
                return pages.next();
            } catch (OpenAiAdminException e) {
                Instant from = reached;
                if (!(e instanceof CursorRefused) || from == null || from.equals(restartedAt)) {
                    throw e;
                }
                if (window.endsAt(from)) {
                    ended = true;
                    return new Page<>(List.of(), false, null);
                }
                // A failed call leaves the iterator as it was, so that the caller can ask again.
                PageIterator<Q, T> restarted =
                        iteratorFrom.apply(window.startingAt().apply(first, from));
                Page<T> page = restarted.next();
                pages = restarted;
                restartedAt = from;
                return page;
            }
        }
    }

    /** Iterates over pages by their cursors. */
    private static final class PageIterator<Q, T> implements Iterator<Page<T>> {
        private final String operation;
        private final Function<Q, Page<T>> fetch;
        private final BiFunction<Q, String, Q> next;
        private final Set<String> cursors = new HashSet<>();
        private Q query;
        private @Nullable Page<T> last;

        PageIterator(String operation, Q first, Function<Q, Page<T>> fetch, BiFunction<Q, String, Q> next) {
            this.operation = operation;
            this.query = first;
            this.fetch = fetch;
            this.next = next;
        }

        @Override
        public boolean hasNext() {
            return last == null || last.hasMore();
        }

        @Override
        public Page<T> next() {
            if (!hasNext()) {
                throw new NoSuchElementException(operation + " has no more pages");
            }
            String cursor = last == null ? null : cursorAfter(last);
            Q following = cursor == null ? query : next.apply(query, cursor);
            Page<T> page = fetch.apply(following);
            // A failed call leaves the iterator as it was, so that the caller can ask again.
            if (cursor != null) {
                cursors.add(cursor);
            }
            query = following;
            last = page;
            return page;
        }

        private String cursorAfter(Page<T> page) {
            String cursor = page.nextCursor();
            if (cursor == null || cursor.isEmpty()) {
                throw new PagingException(operation + ": the API stated that another page follows, but gave no cursor"
                        + " for it. " + pagesRead());
            }
            if (cursors.contains(cursor)) {
                throw new PagingException(operation + ": the API gave the cursor " + cursor
                        + " for a second time, so the list would never end. " + pagesRead());
            }
            return cursor;
        }

        private String pagesRead() {
            return "Pages read: " + (cursors.size() + 1)
                    + ". Request the list again, and report the problem if it persists";
        }
    }
}
