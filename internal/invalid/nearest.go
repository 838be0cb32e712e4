package invalid

import "strings"

// Nearest returns the name of known that looks most like name, or "" when none does: at most a third of the longer one's
// letters may differ (Levenshtein distance), letter case apart.
func Nearest(name string, known []string) string {
	best, least := "", 0
	for _, candidate := range known {
		longer := max(len(name), len(candidate))
		d := distance(strings.ToLower(name), strings.ToLower(candidate))
		if d*3 > longer || best != "" && d >= least {
			continue
		}
		best, least = candidate, d
	}
	return best
}

// Unknown is the message for a name that does not exist, and its fix.
func Unknown(kind, name string, known []string) (message, fix string) {
	message = "there is no " + kind + " " + quote(name)
	if near := Nearest(name, known); near != "" {
		return message, "did you mean " + near + "?"
	}
	if len(known) == 0 {
		return message, ""
	}
	return message, "there are " + strings.Join(known, ", ")
}

func quote(name string) string { return `"` + name + `"` }

// distance is the Levenshtein distance of a and b in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
