package draw

import (
	"errors"
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/exec/scalar"
	"github.com/spikelet/spikelet/internal/rng"
)

// distribution is a Source that draws.
type distribution interface {
	Source
	sample(s *rng.Stream) float64
}

// Uniform draws from Low ≤ x < High (x = Low where both are equal).
type Uniform struct{ Low, High float64 }

func (u Uniform) check(int) error {
	err := errors.Join(finite("low", u.Low), finite("high", u.High))
	if err == nil && u.Low > u.High {
		err = fmt.Errorf("low (%v) is above high (%v)", u.Low, u.High)
	}
	return err
}

func (u Uniform) sample(s *rng.Stream) float64 {
	x := math.FMA(u.High-u.Low, s.Float64(), u.Low)
	if x >= u.High { // rounded up
		return max(u.Low, math.Nextafter(u.High, u.Low))
	}
	return x
}

func (u Uniform) number(_, _ int, s *rng.Stream) (float64, error) { return u.sample(s), nil }

// Normal draws from the normal distribution of that mean and standard deviation.
type Normal struct{ Mean, Std float64 }

func (d Normal) check(int) error {
	return errors.Join(finite("mean", d.Mean), finite("std", d.Std), notNegative("std", d.Std))
}

func (d Normal) sample(s *rng.Stream) float64 { return math.FMA(d.Std, normal(s), d.Mean) }

func (d Normal) number(_, _ int, s *rng.Stream) (float64, error) { return d.sample(s), nil }

// LogNormal draws exp(x), x normal, such that Mean and Std are the drawn numbers' own.
type LogNormal struct{ Mean, Std float64 }

func (d LogNormal) check(int) error {
	err := errors.Join(finite("mean", d.Mean), finite("std", d.Std), notNegative("std", d.Std))
	if err == nil && d.Mean <= 0 {
		err = fmt.Errorf("the mean of a lognormal distribution must be positive, not %v", d.Mean)
	}
	return err
}

// normal is that of the logarithm: sigma² = log1p((std/mean)²) and mu = log(mean) - sigma²/2.
func (d LogNormal) normal() Normal {
	ratio := d.Std / d.Mean
	variance := scalar.Log1p.At(ratio * ratio)
	return Normal{scalar.Log.At(d.Mean) - float64(variance/2), math.Sqrt(variance)}
}

func (d LogNormal) sample(s *rng.Stream) float64 { return scalar.Exp.At(d.normal().sample(s)) }

func (d LogNormal) number(_, _ int, s *rng.Stream) (float64, error) { return d.sample(s), nil }

// Exponential draws from the exponential distribution of that mean.
type Exponential struct{ Mean float64 }

func (d Exponential) check(int) error {
	return errors.Join(finite("mean", d.Mean), notNegative("mean", d.Mean))
}

// sample inverts the distribution function: -mean·log(1-u); 1-u is exact and never 0.
func (d Exponential) sample(s *rng.Stream) float64 { return -d.Mean * scalar.Log.At(1-s.Float64()) }

func (d Exponential) number(_, _ int, s *rng.Stream) (float64, error) { return d.sample(s), nil }

func notNegative(what string, x float64) error {
	if x < 0 {
		return fmt.Errorf("%s is negative: %v", what, x)
	}
	return nil
}
