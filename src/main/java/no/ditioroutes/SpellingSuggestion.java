package no.ditioroutes;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that the user probably meant by a misspelt one. */
public final class SpellingSuggestion {

    private SpellingSuggestion() {}

    /** Returns the most similar word that differs in at most a third of its letters, or nothing if there is none. */
    public static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= Math.max(1, each.length() / 3))
                .min(Comparator.comparingInt((String each) -> distance(word, each))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the Levenshtein distance, ignoring case; two letters that are swapped count as one change. */
    private static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[][] changes = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                changes[row][column] =
                        row == 0 || column == 0 ? row + column : least(changes, left, row, right, column);
            }
        }
        return changes[left.length()][right.length()];
    }

    private static int least(int[][] changes, String left, int row, String right, int column) {
        boolean same = left.charAt(row - 1) == right.charAt(column - 1);
        int least = Math.min(
                changes[row - 1][column - 1] + (same ? 0 : 1),
                1 + Math.min(changes[row - 1][column], changes[row][column - 1]));
        boolean swapped = row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
        return swapped ? Math.min(least, 1 + changes[row - 2][column - 2]) : least;
    }
}
