package spikelet

import "github.com/spikelet/spikelet/internal/draw"

// Values gives one number to each of many: to the neurons of a population in order of their ids, or to the connections
// that a rule makes in its order. The zero Values means "not given". Draws depend on Config.Seed, on what they are for, and
// on the neuron or connection: not on the order in which a network is built.
type Values struct{ source draw.Source }

// Same gives x to all.
func Same(x float64) Values { return Values{draw.Constant(x)} }

// List gives xs[i] to the i-th; there must be as many as are asked for.
func List(xs ...float64) Values { return Values{draw.List(xs)} }

// Uniform draws from low ≤ x < high, each number alike.
func Uniform(low, high float64) Values { return Values{draw.Uniform{Low: low, High: high}} }

// Normal draws from the normal distribution of that mean and standard deviation.
func Normal(mean, std float64) Values { return Values{draw.Normal{Mean: mean, Std: std}} }

// LogNormal draws positive numbers whose logarithms are normally distributed. Mean and std are those of the numbers
// themselves, not of their logarithms.
func LogNormal(mean, std float64) Values { return Values{draw.LogNormal{Mean: mean, Std: std}} }

// Exponential draws from the exponential distribution of that mean.
func Exponential(mean float64) Values { return Values{draw.Exponential{Mean: mean}} }

// Linspace gives evenly spaced numbers from start to stop, both included.
func Linspace(start, stop float64) Values { return Values{draw.Linspace{Start: start, Stop: stop}} }

// Truncated draws again whatever lies outside min ≤ x ≤ max. An infinity leaves its side open. It applies to draws alone.
func (v Values) Truncated(min, max float64) Values {
	return Values{draw.Truncated{Of: v.source, Min: min, Max: max}}
}

// Given reports whether v gives anything.
func (v Values) Given() bool { return v.source != nil }
