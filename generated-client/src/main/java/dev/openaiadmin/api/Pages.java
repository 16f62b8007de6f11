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
 * A list that is fetched page by page while it is read.
 *
 * <p>Nothing is fetched before the first object is asked for, and no page before the last object of the page before it
 * has been given out. Each iteration starts again at the first page. A page that repeats a cursor, or names none where
 * it promises more, ends the iteration with a {@link PagingException} rather than in a loop or with objects missing.
 *
 * <p>Safe for use by many threads; each iterator and stream belongs to one.
 *
 * @param <T> the type of the objects
 */
public final class Pages<T> implements Iterable<T> {
    private final Iterable<Page<T>> pages;

    private Pages(Iterable<Page<T>> pages) {
        this.pages = pages;
    }

    /**
     * Describes how a list is walked.
     *
     * @param <Q> the type of the queries
     * @param <T> the type of the objects
     * @param operation the name of the operation, for messages
     * @param first the query of the first page
     * @param fetch gets the page of a query
     * @param next makes the query of the page that begins at a cursor, from the query before it
     * @return the list, of which nothing has been fetched
     */
    public static <Q, T> Pages<T> from(
            String operation, Q first, Function<Q, Page<T>> fetch, BiFunction<Q, String, Q> next) {
        return new Pages<>(() -> new Walk<>(operation, first, fetch, next));
    }

    /**
     * Describes how a list of buckets is walked through time. When the API refuses its own cursor, the walk goes on from
     * the end of the last bucket that was given out; no bucket is given out twice.
     */
    static <Q, T> Pages<T> from(
            String operation,
            Q first,
            Function<Q, Page<T>> fetch,
            BiFunction<Q, String, Q> next,
            TimeWindow<Q, T> window) {
        return new Pages<>(() -> new TimeWalk<>(from -> new Walk<>(operation, from, fetch, next), first, window));
    }

    /** Walks the objects of all pages. */
    @Override
    public Iterator<T> iterator() {
        return new Items<>(pages.iterator());
    }

    /**
     * Streams the objects of all pages, in order.
     *
     * @return a lazy, sequential stream
     */
    public Stream<T> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Gives the pages themselves, for progress or for cursors to go on from later.
     *
     * @return the pages, each fetched when it is asked for
     */
    public Iterable<Page<T>> pages() {
        return pages;
    }

    /** The objects of one page after the other; pages may be empty. */
    private static final class Items<T> implements Iterator<T> {
        private final Iterator<Page<T>> pages;
        private Iterator<T> page = Collections.emptyIterator();

        Items(Iterator<Page<T>> pages) {
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

    /** One walk through time, from the first bucket to the last. */
    private static final class TimeWalk<Q, T> implements Iterator<Page<T>> {
        private final Function<Q, Walk<Q, T>> walkFrom;
        private final Q first;
        private final TimeWindow<Q, T> window;
        private Walk<Q, T> walk;
        private @Nullable Instant reached;
        private @Nullable Instant startedAgainAt;
        private boolean ended;

        TimeWalk(Function<Q, Walk<Q, T>> walkFrom, Q first, TimeWindow<Q, T> window) {
            this.walkFrom = walkFrom;
            this.first = first;
            this.window = window;
            this.walk = walkFrom.apply(first);
        }

        @Override
        public boolean hasNext() {
            return !ended && walk.hasNext();
        }

        @Override
        public Page<T> next() {
            Page<T> page = fetched();
            List<T> unseen = new ArrayList<>();
            for (T bucket : page.items()) {
                if (reached == null || !window.start().apply(bucket).isBefore(reached)) {
                    unseen.add(bucket);
                    reached = window.end().apply(bucket);
                }
            }
            return new Page<>(unseen, page.hasMore(), page.nextCursor());
        }

        private Page<T> fetched() {
            try {
                return walk.next();
            } catch (OpenAiAdminException e) {
                Instant from = reached;
                if (!(e instanceof CursorRefused) || from == null || from.equals(startedAgainAt)) {
                    throw e;
                }
                if (window.endsAt(from)) {
                    ended = true;
                    return new Page<>(List.of(), false, null);
                }
                // A failed call leaves the iterator as it was, so that the caller can ask again.
                Walk<Q, T> restarted = walkFrom.apply(window.startingAt().apply(first, from));
                Page<T> page = restarted.next();
                walk = restarted;
                startedAgainAt = from;
                return page;
            }
        }
    }

    /** One walk from the first page to the last. */
    private static final class Walk<Q, T> implements Iterator<Page<T>> {
        private final String operation;
        private final Function<Q, Page<T>> fetch;
        private final BiFunction<Q, String, Q> next;
        private final Set<String> cursors = new HashSet<>();
        private Q query;
        private @Nullable Page<T> last;

        Walk(String operation, Q first, Function<Q, Page<T>> fetch, BiFunction<Q, String, Q> next) {
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
                throw new PagingException(operation + ": the API said that another page follows, but gave no cursor"
                        + " for it; " + soFar());
            }
            if (cursors.contains(cursor)) {
                throw new PagingException(operation + ": the API gave the cursor " + cursor
                        + " for a second time, which would never end; " + soFar());
            }
            return cursor;
        }

        private String soFar() {
            return (cursors.size() + 1) + " pages were read. Run the list again, and report it if it stays";
        }
    }
}
