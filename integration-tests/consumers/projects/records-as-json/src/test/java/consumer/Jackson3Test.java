package consumer;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

class Jackson3Test extends RecordsAsJson {
    @Override
    String version() {
        return JsonMapper.builder().build().version().toString();
    }

    @Override
    Mapper plain() {
        return mapper(JsonMapper.builder());
    }

    @Override
    Mapper configured() {
        return mapper(JsonMapper.builder()
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .changeDefaultVisibility(visibility -> visibility
                        .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                        .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)));
    }

    @Override
    Mapper exact() {
        return mapper(JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS));
    }

    @Override
    Mapper withoutAnnotations() {
        return mapper(JsonMapper.builder().disable(MapperFeature.USE_ANNOTATIONS));
    }

    private static Mapper mapper(JsonMapper.Builder builder) {
        JsonMapper mapper = builder.build();
        return new Mapper() {
            @Override
            public String write(Object value) {
                return mapper.writeValueAsString(value);
            }

            @Override
            public <T> T read(String json, Class<T> type) {
                return mapper.readValue(json, type);
            }
        };
    }
}
