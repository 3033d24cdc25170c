package dev.sluice.keys;

import reactor.core.publisher.Mono;

/** A key given in code or as a setting; each subscriber gets a copy. */
final class GivenKeySource implements KeySource {

    private final Key key;
    private final String place;

    GivenKeySource(Key key, String place) {
        this.key = key;
        this.place = place;
    }

    @Override
    public Mono<Key> resolve() {
        return Mono.fromCallable(this::copy).doOnDiscard(Key.class, Key::close);
    }

    private Key copy() {
        byte[] bytes = key.bytes();
        if (key.isRaw()) {
            return Key.ofRaw(bytes, place);
        }
        return Key.ofPassphrase(bytes, place);
    }

    @Override
    public String toString() {
        return place;
    }
}
