package consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;

/** An application that reads JSON by itself. */
final class Application {
    private Application() {}

    static List<String> names(String json) throws Exception {
        return new ObjectMapper().readTree(json).findValuesAsText("name");
    }

    static String jackson() throws Exception {
        return Path.of(ObjectMapper.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .getFileName()
                .toString();
    }
}
