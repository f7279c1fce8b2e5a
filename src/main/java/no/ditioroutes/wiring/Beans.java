package no.ditioroutes.wiring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Contains the objects of the program by name. Each is created on first use; all are closed together. */
public final class Beans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);

    private final Map<String, Bean<?>> byName = new LinkedHashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Adds an object, and returns a supplier whose first call creates it. */
    <T> Supplier<T> add(String name, Class<T> type, Supplier<T> maker) {
        Bean<T> bean = new Bean<>(type, maker);
        if (byName.put(name, bean) != null) {
            throw new IllegalStateException("two beans are called " + name);
        }
        return bean;
    }

    /** Returns the only object of a type. */
    public <T> T get(Class<T> type) {
        Optional<T> found = Optional.empty();
        for (Bean<?> bean : byName.values()) {
            if (type.isAssignableFrom(bean.type)) {
                if (found.isPresent()) {
                    throw new IllegalStateException("there are several beans of the type " + type.getName());
                }
                found = Optional.of(type.cast(bean.get()));
            }
        }
        return found.orElseThrow(() -> new IllegalStateException("there is no bean of the type " + type.getName()));
    }

    /** Creates all objects that do not exist yet, and returns each by its name. */
    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        byName.forEach((name, bean) -> all.put(name, bean.get()));
        return all;
    }

    /** Closes the created objects that can be closed, in reverse order of creation. */
    @Override
    public void close() {
        synchronized (open) {
            while (!open.isEmpty()) {
                close(open.pop());
            }
        }
    }

    private static void close(AutoCloseable bean) {
        try {
            bean.close();
        } catch (Exception e) {
            LOG.warn("{} cannot be closed: {}", bean.getClass().getSimpleName(), e.getMessage());
        }
    }

    private final class Bean<T> implements Supplier<T> {

        private final Class<T> type;
        private final Supplier<T> maker;
        private T made;

        Bean(Class<T> type, Supplier<T> maker) {
            this.type = type;
            this.maker = maker;
        }

        @Override
        public T get() {
            synchronized (open) {
                if (made == null) {
                    made = maker.get();
                    if (made instanceof AutoCloseable closeable) {
                        open.push(closeable);
                    }
                }
                return made;
            }
        }
    }
}
