package consumer;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An application that has no library for JSON, and gets none along with the kit. */
final class Application {
    private Application() {}

    static List<String> names(String json) {
        return Pattern.compile("\"name\":\"(.*?)\"")
                .matcher(json)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    static String jackson() {
        return ClassLoader.getSystemResource("com/fasterxml/jackson/databind/ObjectMapper.class") == null
                ? "none"
                : "some";
    }
}
