package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.mapping.Mapper.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PropertyTest {

    record User(int id, String userName, Optional<Long> score, List<String> tags) {}

    private record Hidden(String name) {}

    public static class Bean {
        public int open = 5;
        public final @Nullable String both = "field";
        private final String fluent = "fluent";
        private final String url = "u";
        int deleted;

        public String getBoth() {
            return "getter";
        }

        public boolean isActive() {
            return true;
        }

        public Optional<Integer> getMaybe() {
            return Optional.of(3);
        }

        public String getURL() {
            return url;
        }

        public String fluent() {
            return fluent;
        }

        public int delete() {
            return ++deleted;
        }

        public void getNothing() {}

        public String getFailing() {
            throw new IllegalStateException("broken");
        }
    }

    static class Child extends Bean {
        @Override
        public String getBoth() {
            return "child";
        }
    }

    static class Base<T> {
        final T shared;

        Base(T shared) {
            this.shared = shared;
        }

        public String getInherited() {
            return "inherited";
        }

        public Object getNarrowed() {
            return "wide";
        }

        public T shared() {
            return shared;
        }
    }

    public static final class Derived extends Base<String> {
        public Derived() {
            super("shared");
        }

        @Override
        public String getNarrowed() {
            return "narrow";
        }
    }

    private final Mapper mapper = Mapper.standard();

    @Test
    void readsComponentsOfRecordsAlsoOfPrivateOnes() {
        var user = new User(1, "alice", Optional.of(7L), List.of());

        assertThat(mapper.property(user, "id")).contains(new Property(1, int.class));
        assertThat(mapper.property(user, "user_name")).contains(new Property("alice", String.class));
        assertThat(mapper.property(user, "score")).contains(new Property(7L, Long.class));
        assertThat(mapper.property(user, "tags")).contains(new Property(List.of(), List.class));
        assertThat(mapper.property(new Hidden("x"), "name")).contains(new Property("x", String.class));
        assertThat(mapper.property(user, "hashCode")).isEmpty();
        assertThat(mapper.property(user, "missing")).isEmpty();
    }

    @Test
    void unwrapsAnEmptyOptionalToATypedNull() {
        var user = new User(1, "alice", Optional.empty(), List.of());

        assertThat(mapper.property(user, "score")).contains(new Property(null, Long.class));
    }

    @Test
    void readsBeansByGetterThenFluentAccessorThenPublicField() {
        var bean = new Bean();

        assertThat(mapper.property(bean, "both")).contains(new Property("getter", String.class));
        assertThat(mapper.property(bean, "active")).contains(new Property(true, boolean.class));
        assertThat(mapper.property(bean, "maybe")).contains(new Property(3, Integer.class));
        assertThat(mapper.property(bean, "url")).contains(new Property("u", String.class));
        assertThat(mapper.property(bean, "fluent")).contains(new Property("fluent", String.class));
        assertThat(mapper.property(bean, "open")).contains(new Property(5, int.class));
        assertThat(mapper.property(new Child(), "both")).contains(new Property("child", String.class));
    }

    @Test
    void readsThroughBridgesButPrefersTheMethodItself() {
        var derived = new Derived();

        assertThat(mapper.property(derived, "inherited")).contains(new Property("inherited", String.class));
        assertThat(mapper.property(derived, "narrowed")).contains(new Property("narrow", String.class));
        assertThat(mapper.property(derived, "shared")).contains(new Property("shared", Object.class));
    }

    @Test
    void neverCallsAMethodThatIsNoAccessor() {
        var bean = new Bean();

        assertThat(mapper.property(bean, "delete")).isEmpty();
        assertThat(mapper.property(bean, "nothing")).isEmpty();
        assertThat(mapper.property(bean, "class")).isEmpty();
        assertThat(bean.deleted).isZero();
    }

    @Test
    void hasNoPropertiesForTheJdksOwnClasses() {
        assertThat(mapper.property("text", "bytes")).isEmpty();
        assertThat(mapper.property(new ArrayList<>(), "empty")).isEmpty();
    }

    @Test
    void readsMapsByExactNameThenByNormalisedName() {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("user_name", "snake");
        map.put("other", Optional.of(1));
        map.put("none", null);

        assertThat(mapper.property(map, "user_name")).contains(new Property("snake", String.class));
        assertThat(mapper.property(map, "userName")).contains(new Property("snake", String.class));
        assertThat(mapper.property(map, "other")).contains(new Property(1, Integer.class));
        assertThat(mapper.property(map, "none")).contains(new Property(null, Object.class));
        assertThat(mapper.property(map, "missing")).isEmpty();
    }

    @Test
    void findsNothingWhereTwoNamesMatchEquallyWell() {
        record Twins(int userName, int user_name) {}

        assertThat(mapper.property(Map.of("user_name", 1, "userName", 2), "USERNAME"))
                .isEmpty();
        assertThat(mapper.property(new Twins(1, 2), "USERNAME")).isEmpty();
        assertThat(mapper.property(new Twins(1, 2), "user_name")).contains(new Property(2, int.class));
    }

    @Test
    void passesOnWhatAnAccessorThrows() {
        assertThatIllegalStateException()
                .isThrownBy(() -> mapper.property(new Bean(), "failing"))
                .withMessage("broken");
    }
}
