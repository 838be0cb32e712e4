package draw

import (
	"errors"
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/rng"
)

// maxRedraws bounds the search for a number inside a truncation. A truncation that holds a hundredth of the distribution
// misses it once in 10^43 draws.
const maxRedraws = 10_000

// Truncated draws from a distribution again until the number lies in Min ≤ x ≤ Max; either may be infinite.
type Truncated struct {
	Of       Source
	Min, Max float64
}

func (t Truncated) check(n int) error {
	if _, ok := t.Of.(distribution); !ok {
		return errors.New("min and max apply to draws from a distribution alone")
	}
	if math.IsNaN(t.Min) || math.IsNaN(t.Max) || t.Min > t.Max {
		return fmt.Errorf("min (%v) is above max (%v)", t.Min, t.Max)
	}
	return t.Of.check(n)
}

func (t Truncated) number(_, _ int, s *rng.Stream) (float64, error) {
	of := t.Of.(distribution)
	for range maxRedraws {
		if x := of.sample(s); x >= t.Min && x <= t.Max {
			return x, nil
		}
	}
	return 0, fmt.Errorf("none of %d draws fell between min (%v) and max (%v)", maxRedraws, t.Min, t.Max)
}

// numbers draws all at once where Of does so, then again what lies outside.
func (t Truncated) numbers(into []float64, key rng.Key, first int64) error {
	d, all := t.Of.(batched)
	for i := range into {
		if all && i%batch == 0 {
			d.samples(into[i:min(i+batch, len(into))], key, first+int64(i))
		}
		if all && into[i] >= t.Min && into[i] <= t.Max {
			continue
		}
		stream := key.Stream(first+int64(i), 0)
		x, err := t.number(i, len(into), &stream)
		if err != nil {
			return err
		}
		into[i] = x
	}
	return nil
}
