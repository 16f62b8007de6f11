package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stack of a call while its request is being written to the socket. */
@Timeout(30)
class StackTest {
    /** Each frame is a step of the way down; a new one needs a reason. */
    private static final int MOST_FRAMES_OF_OURS = 10;

    private static final int SMALL_BUFFER = 64 * 1024;
    /** More than the buffers of a connection hold, so that the write waits for a server that does not read. */
    private static final String LONG_NAME = "n".repeat(8 * 1024 * 1024);

    private static final String OURS = "dev.openaiadmin.";
    private static final List<String> NOT_ON_THE_WAY =
            List.of("feign.", "java.lang.reflect.", "jdk.internal.reflect.", "jdk.proxy", "com.sun.proxy.");

    @Test
    void has_few_frames_of_ours_and_none_of_reflection_and_proxies_and_feign() throws Exception {
        try (ServerSocket server = new ServerSocket();
                OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey("sk-admin-canary")
                        .baseUrl("http://127.0.0.1:" + bound(server) + "/v1")
                        .build()) {
            Thread caller = new Thread(() -> create(admin));
            caller.start();
            try (Socket connection = server.accept()) {
                List<String> frames = whileWriting(caller);
                connection.setSoLinger(true, 0);

                assertThat(frames)
                        .noneMatch(frame -> NOT_ON_THE_WAY.stream().anyMatch(frame::startsWith))
                        .filteredOn(frame -> frame.startsWith(OURS))
                        .hasSizeLessThanOrEqualTo(MOST_FRAMES_OF_OURS);
            }
            caller.join();
        }
    }

    private static int bound(ServerSocket server) throws IOException {
        server.setReceiveBufferSize(SMALL_BUFFER);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server.getLocalPort();
    }

    private static void create(OpenAiAdmin admin) {
        try {
            admin.projects().create(LONG_NAME);
        } catch (OutcomeUnknownException e) {
            // The server resets the connection when the stack has been taken.
        }
    }

    /** Waits until the thread writes to its socket, and returns its frames from there to the call. */
    private static List<String> whileWriting(Thread caller) {
        while (caller.isAlive()) {
            List<String> frames = Arrays.stream(caller.getStackTrace())
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                    .takeWhile(frame -> !frame.startsWith(StackTest.class.getName()))
                    .toList();
            if (frames.stream().anyMatch(StackTest::writesToSocket)) {
                return frames;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("The call ended before it had sent the request");
    }

    /** Sockets and channels of sockets have methods such as implWrite and blockingWriteFully. */
    private static boolean writesToSocket(String frame) {
        return frame.startsWith("sun.nio.ch.") && frame.contains("Write");
    }
}
