package draw

import (
	"errors"
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/rng"
)

// Source gives one number to each of n. It is Constant, List, Linspace, or a distribution: Uniform, Normal, LogNormal,
// Exponential, each of them Truncated or not.
type Source interface {
	// check returns what is wrong with the Source as it stands, or for n numbers.
	check(n int) error
	// number returns the i-th of n numbers; s is the stream of the i-th alone.
	number(i, n int, s *rng.Stream) (float64, error)
}

// Numbers returns the n numbers of source, or one that holds for all n when it is a Constant. The i-th of them is drawn from
// the stream of key with the id first+i. An error says what is wrong with the source.
func Numbers(source Source, n int, key rng.Key, first int64) ([]float64, error) {
	if err := source.check(n); err != nil {
		return nil, err
	}
	if c, ok := source.(Constant); ok {
		return []float64{float64(c)}, nil
	}
	numbers := make([]float64, n)
	if d, ok := source.(batched); ok {
		for i := 0; i < n; i += batch {
			d.samples(numbers[i:min(i+batch, n)], key, first+int64(i))
		}
		return numbers, nil
	}
	if t, ok := source.(Truncated); ok {
		return numbers, t.numbers(numbers, key, first)
	}
	for i := range numbers {
		stream := key.Stream(first+int64(i), 0)
		x, err := source.number(i, n, &stream)
		if err != nil {
			return nil, err
		}
		numbers[i] = x
	}
	return numbers, nil
}

// Constant is the same number for all.
type Constant float64

func (c Constant) check(int) error { return finite("the value", float64(c)) }

func (c Constant) number(int, int, *rng.Stream) (float64, error) { return float64(c), nil }

// List holds the numbers themselves.
type List []float64

func (l List) check(n int) error {
	if len(l) != n {
		return fmt.Errorf("the list has %d values for %d", len(l), n)
	}
	var errs []error
	for i, x := range l {
		errs = append(errs, finite(fmt.Sprintf("value %d of the list", i), x))
	}
	return errors.Join(errs...)
}

func (l List) number(i, _ int, _ *rng.Stream) (float64, error) { return l[i], nil }

// Linspace is evenly spaced from Start to Stop, both included; a single number is Start.
type Linspace struct{ Start, Stop float64 }

func (l Linspace) check(int) error {
	return errors.Join(finite("start", l.Start), finite("stop", l.Stop))
}

func (l Linspace) number(i, n int, _ *rng.Stream) (float64, error) {
	switch i {
	case 0:
		return l.Start, nil
	case n - 1:
		return l.Stop, nil
	}
	return math.FMA(l.Stop-l.Start, float64(i)/float64(n-1), l.Start), nil
}

func finite(what string, x float64) error {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return fmt.Errorf("%s is %v, not a finite number", what, x)
	}
	return nil
}
