package connect

import (
	"fmt"
)

// WeightPurpose names the draws of the weights of connection rule index.
func WeightPurpose(index int64) string { return fmt.Sprintf("weight of connections %d", index) }

// Pairs placeholder until the branch rules is merged.
func Pairs(r Rule, ends Ends, seed uint64, index int64) ([][2]int32, error) {
	edges, err := r.edges(ends)
	if err != nil {
		return nil, &Error{"rule", err}
	}
	var out [][2]int32
	seen := map[[2]int32]bool{}
	for a, b := range edges {
		if ends.Same && a > b {
			a, b = b, a
		}
		if ends.Same && a == b || seen[[2]int32{a, b}] {
			continue
		}
		seen[[2]int32{a, b}] = true
		out = append(out, [2]int32{a, b})
	}
	return out, nil
}
