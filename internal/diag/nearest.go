package diag

import "strings"

// Nearest finds the known name that was probably meant by name: the one with the fewest slips (a letter missing, too many,
// wrong, or two exchanged), where at most a third of the letters may be wrong. Upper and lower case count for little. Of
// equals the first in known wins; ok is false when none is near.
func Nearest(name string, known []string) (nearest string, ok bool) {
	const longest = 100
	if len(name) > longest {
		return "", false
	}
	lower := []rune(strings.ToLower(name))
	best := (len(lower)+1)/3*caseCost + caseCost // beyond the limit
	for _, candidate := range known {
		if len(candidate) > longest || candidate == name {
			continue
		}
		cost := distance(lower, []rune(strings.ToLower(candidate))) * caseCost
		if !strings.HasPrefix(candidate, name[:min(1, len(name))]) {
			cost++
		}
		if cost < best {
			nearest, best = candidate, cost
		}
	}
	return nearest, nearest != ""
}

// caseCost is what one slip costs in units of the tie-breaker.
const caseCost = 4

// distance is the Damerau-Levenshtein distance in its restricted form (optimal string alignment): no part is edited twice.
func distance(a, b []rune) int {
	older, old, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		older, old, row = old, row, older
		row[0] = i + 1
		for j := range b {
			substituted := old[j]
			if a[i] != b[j] {
				substituted++
			}
			row[j+1] = min(substituted, old[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
