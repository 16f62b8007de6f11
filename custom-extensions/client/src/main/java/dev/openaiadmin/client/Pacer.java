package dev.openaiadmin.client;

import dev.openaiadmin.client.Line.Turn;
import dev.openaiadmin.client.Retries.Attempt;
import feign.RequestTemplate;
import feign.interceptor.Invocation;
import feign.interceptor.MethodInterceptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the calls of an operation apart once the API has refused one for coming too soon, whichever thread or view of
 * the client they come from.
 */
final class Pacer implements MethodInterceptor, AutoCloseable {
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Time time;
    private volatile boolean closed;

    Pacer(Time time) {
        this.time = time;
    }

    @Override
    public @Nullable Object intercept(Invocation invocation, Chain chain) throws Throwable {
        return inTurn(
                Call.among(invocation.arguments()),
                call -> exchange(call, invocation.requestTemplate()),
                call -> chain.next(invocation));
    }

    @Nullable
    Object inTurn(Call call, Function<Call, Exchange> exchange, Attempt attempt) throws Throwable {
        if (!call.requestOptions().pacing()) {
            return attempt.carryOut(call);
        }
        Line line = lineOf(call.operation());
        Turn turn = line.await(call, exchange);
        try {
            Object result = attempt.carryOut(call);
            line.letThrough(turn);
            return result;
        } catch (RateLimitException refused) {
            line.refused(turn, refused.answer());
            throw refused;
        } catch (ServerException failed) {
            // Tells nothing of the limits, while any other answer got past them.
            throw failed;
        } catch (ApiException answered) {
            line.letThrough(turn);
            throw answered;
        }
    }

    private Line lineOf(String operation) {
        Line line = lines.get(operation);
        if (line == null) {
            line = lines.computeIfAbsent(operation, id -> new Line(time));
            if (closed) {
                line.close();
            }
        }
        return line;
    }

    private static Exchange exchange(Call call, RequestTemplate request) {
        return new Exchange(call.operation(), request.method(), request.path());
    }

    /** Ends all waits with {@link ClientClosedException}. */
    @Override
    public void close() {
        closed = true;
        lines.values().forEach(Line::close);
    }
}
