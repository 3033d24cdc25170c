package dev.sluice.sqlite.lost;

/**
 * A call that a traced program made on an open file. Calls are ordered by lines of the trace, in which a call has begun
 * before it takes effect and has ended after that.
 *
 * @param name such as {@code pwrite64}
 * @param file the file's path, or what else the descriptor stands for
 * @param descriptor its descriptor
 * @param data what was to be written, a char per byte; empty for other calls
 * @param offset where in the file it was written, or the length it was cut to
 * @param result what the call returned; below zero when it failed or never returned
 * @param begun the line on which it had begun
 * @param ended the line on which it had ended
 */
record SystemCall(
        String name, String file, int descriptor, String data, long offset, long result, int begun, int ended) {

    boolean isWrite() {
        return name.equals("write") || name.equals("pwrite64");
    }

    /** True for a sync that succeeded. */
    boolean isSync() {
        return (name.equals("fsync") || name.equals("fdatasync")) && result == 0;
    }

    /** True when everything that had been written when this call was made is on disk once it has ended. */
    boolean covers(SystemCall write) {
        return isSync() && file.equals(write.file) && begun > write.ended;
    }

    long end() {
        return offset + data.length();
    }
}
