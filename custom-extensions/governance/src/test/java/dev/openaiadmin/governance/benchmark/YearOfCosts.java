package dev.openaiadmin.governance.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that answers requests for costs with charges of each day and project. They are computed when they are asked for, so
 * that the server is faster than a client of it.
 */
public final class YearOfCosts implements AutoCloseable {
    /** The first day with costs. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);

    private static final long DAY = 86_400;
    private static final String[] LINE_ITEMS = {
        "gpt-5.1, input", "gpt-5.1, cached input", "gpt-5.1, output", "gpt-5.1-mini, input", "gpt-5.1-mini, output"
    };

    private final int projects;
    private final HttpServer server;

    /** Starts the server. */
    public YearOfCosts(int projects) throws IOException {
        this.projects = projects;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/organization/costs", this::costs);
        server.createContext(
                "/v1/organization/projects",
                exchange -> answer(exchange, out -> out.write("{\"data\":[],\"has_more\":false}")));
        server.start();
    }

    /** Returns the base URL of the API. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Returns the sum of all charges of some days. */
    public BigDecimal total(int days) {
        BigDecimal total = BigDecimal.ZERO;
        for (int day = 0; day < days; day++) {
            total = total.add(total(FIRST_DAY.plusDays(day)));
        }
        return total;
    }

    private BigDecimal total(LocalDate day) {
        Random random = amounts(day);
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < projects * LINE_ITEMS.length; i++) {
            total = total.add(amount(random));
        }
        return total;
    }

    private static Random amounts(LocalDate day) {
        return new Random(day.toEpochDay());
    }

    /** Returns an amount of up to 24 decimal places. */
    private static BigDecimal amount(Random random) {
        return new BigDecimal(new BigInteger(70, random), 24);
    }

    private void costs(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        long start = parameter(query, "start_time");
        long end = parameter(query, "end_time");
        boolean grouped = query.contains("group_by=");
        long limit = parameter(query, "limit");
        long first = query.contains("page=") ? parameter(query, "page") : start;
        long last = Math.min(end, first + limit * DAY);
        answer(exchange, out -> {
            out.write("{\"object\":\"page\",\"data\":[");
            for (long at = first; at < last; at += DAY) {
                out.write(at == first ? "" : ",");
                bucket(out, at, grouped);
            }
            out.write("],\"has_more\":" + (last < end) + ",\"next_page\":" + (last < end ? "\"" + last + "\"" : "null")
                    + "}");
        });
    }

    private void bucket(Writer out, long at, boolean grouped) throws IOException {
        LocalDate day = LocalDate.ofEpochDay(at / DAY);
        out.write("{\"object\":\"bucket\",\"start_time\":" + at + ",\"end_time\":" + (at + DAY) + ",\"results\":[");
        if (grouped) {
            Random random = amounts(day);
            for (int project = 0; project < projects; project++) {
                for (int item = 0; item < LINE_ITEMS.length; item++) {
                    out.write(project + item == 0 ? "" : ",");
                    out.write(
                            "{\"object\":\"organization.costs.result\",\"amount\":{\"value\":"
                                    + amount(random).toPlainString() + ",\"currency\":\"usd\"},\"line_item\":\""
                                    + LINE_ITEMS[item]
                                    + "\",\"project_id\":\"proj_" + project
                                    + "\",\"api_key_id\":null,\"user_id\":null,\"quantity\":12.5,\"quantity_unit\":\"1000_tokens\"}");
                }
            }
        } else {
            out.write("{\"amount\":{\"value\":" + total(day).toPlainString() + ",\"currency\":\"usd\"}}");
        }
        out.write("]}");
    }

    private static long parameter(String query, String name) {
        Matcher parameter = Pattern.compile("(?:^|&)" + name + "=(\\d+)").matcher(query);
        if (!parameter.find()) {
            throw new IllegalArgumentException("no " + name + " in " + query);
        }
        return Long.parseLong(parameter.group(1));
    }

    @FunctionalInterface
    private interface Body {
        void writeTo(Writer out) throws IOException;
    }

    private static void answer(HttpExchange exchange, Body body) {
        try (exchange) {
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.getResponseHeaders().add("openai-organization", "org-test");
            exchange.sendResponseHeaders(200, 0);
            try (Writer out =
                    new BufferedWriter(new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8))) {
                body.writeTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
