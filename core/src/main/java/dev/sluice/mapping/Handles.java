package dev.sluice.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Handles to members of an application's classes: by public access where that does, else by what its module opens. */
final class Handles {

    private Handles() {}

    /** Finds a member through a lookup. */
    @FunctionalInterface
    interface Finder {

        MethodHandle find(MethodHandles.Lookup lookup) throws IllegalAccessException;
    }

    /**
     * Returns a handle to a member of this class.
     *
     * @throws IllegalAccessException when its package is neither exported nor open to this module
     */
    static MethodHandle find(Class<?> owner, Finder finder) throws IllegalAccessException {
        try {
            return finder.find(MethodHandles.publicLookup());
        } catch (IllegalAccessException notPublic) {
            return finder.find(MethodHandles.privateLookupIn(owner, MethodHandles.lookup()));
        }
    }

    /** What to do when {@link #find} failed. */
    static String remedy(Class<?> owner) {
        Module module = Handles.class.getModule();
        String reader = module.isNamed() ? module.getName() : "the class path (ALL-UNNAMED)";
        return "make the class public in an exported package, or add \"opens " + owner.getPackageName() + " to "
                + reader + "\" to the module " + owner.getModule().getName();
    }
}
