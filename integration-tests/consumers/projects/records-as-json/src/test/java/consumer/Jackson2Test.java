package consumer;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

class Jackson2Test extends RecordsAsJson {
    @Override
    String version() {
        return builder().build().version().toString();
    }

    @Override
    Mapper plain() {
        return mapper(builder());
    }

    @Override
    Mapper configured() {
        return mapper(builder()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY));
    }

    @Override
    Mapper exact() {
        return mapper(builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS));
    }

    @Override
    Mapper withoutAnnotations() {
        return mapper(builder()
                .disable(MapperFeature.USE_ANNOTATIONS)
                // The type of secrets has no properties.
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS));
    }

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder().addModule(new JavaTimeModule());
    }

    private static Mapper mapper(JsonMapper.Builder builder) {
        JsonMapper mapper = builder.build();
        return new Mapper() {
            @Override
            public String write(Object value) throws Exception {
                return mapper.writeValueAsString(value);
            }

            @Override
            public <T> T read(String json, Class<T> type) throws Exception {
                return mapper.readValue(json, type);
            }
        };
    }
}
