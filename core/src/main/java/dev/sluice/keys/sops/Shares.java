package dev.sluice.keys.sops;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a secret together from shares by Shamir's scheme over GF(2^8) with AES's polynomial. A share is as long as the
 * secret and ends with the point that it belongs to.
 */
final class Shares {

    private static final int POLYNOMIAL = 0x11b;

    private Shares() {}

    /** The secret; null when the shares do not fit together. */
    static byte @Nullable [] combine(List<byte[]> shares) {
        int length = shares.get(0).length - 1;
        int[] points = shares.stream()
                .mapToInt(share -> share[share.length - 1] & 0xff)
                .toArray();
        boolean alike = shares.stream().allMatch(share -> share.length == length + 1);
        if (length < 1 || !alike || Arrays.stream(points).distinct().count() < points.length) {
            return null;
        }
        byte[] secret = new byte[length];
        for (int i = 0; i < points.length; i++) {
            int weight = weight(points, i);
            for (int at = 0; at < length; at++) {
                secret[at] ^= (byte) multiply(shares.get(i)[at] & 0xff, weight);
            }
        }
        return secret;
    }

    /** Lagrange's basis polynomial of one point, at zero. */
    private static int weight(int[] points, int i) {
        int weight = 1;
        for (int j = 0; j < points.length; j++) {
            if (j != i) {
                weight = multiply(weight, multiply(points[j], inverse(points[j] ^ points[i])));
            }
        }
        return weight;
    }

    private static int inverse(int value) {
        // The field's other 255 elements form a group, so that the 254th power is the inverse.
        int power = 1;
        for (int i = 0; i < 254; i++) {
            power = multiply(power, value);
        }
        return power;
    }

    /** Without branches on the factors, which may be secret. */
    private static int multiply(int left, int right) {
        int product = 0;
        int shifted = left;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            product ^= shifted & -(right >> bit & 1);
            shifted = shifted << 1 ^ POLYNOMIAL & -(shifted >> 7 & 1);
        }
        return product & 0xff;
    }
}
