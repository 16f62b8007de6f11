package dev.openaiadmin.cli.settings;

import dev.openaiadmin.client.AttemptStart;
import dev.openaiadmin.client.CallEnd;
import dev.openaiadmin.client.CallInfo;
import dev.openaiadmin.client.CallListener;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Observes the requests of a command that change something, to tell what was and was not done when it is stopped. */
public final class SentChanges implements CallListener.Factory {
    private final AtomicInteger confirmed = new AtomicInteger();
    private final Set<CallListener> underWay = ConcurrentHashMap.newKeySet();

    @Override
    public CallListener callStarted(CallInfo call) {
        return call.method().equals("GET") ? new CallListener() {} : new Change(call);
    }

    /** Returns whether no request that changes something was sent. */
    public boolean isEmpty() {
        return confirmed.get() == 0 && underWay.isEmpty();
    }

    /** Returns what was done, such as {@code POST /organization/projects was sent, and can have been carried out}. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "nothing was changed";
        }
        String done = confirmed.get() == 1 ? "1 request is done" : confirmed.get() + " requests are done";
        Set<String> requests = new TreeSet<>();
        underWay.forEach(change -> requests.add(change.toString()));
        if (requests.isEmpty()) {
            return done;
        }
        return (confirmed.get() == 0 ? "" : done + "; ") + String.join(", ", requests)
                + (requests.size() == 1 ? " was" : " were") + " under way, and can have been carried out";
    }

    /** One call that changes something. */
    private final class Change implements CallListener {
        private final CallInfo call;

        Change(CallInfo call) {
            this.call = call;
        }

        @Override
        public void attemptStarted(AttemptStart attempt) {
            underWay.add(this);
        }

        @Override
        public void callEnded(CallEnd end) {
            underWay.remove(this);
            if (end.errorType() == null) {
                confirmed.incrementAndGet();
            }
        }

        @Override
        public String toString() {
            return call.method() + " " + call.pathTemplate();
        }
    }
}
