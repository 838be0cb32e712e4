package report

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// ticks puts at most Most labelled marks at round numbers: steps of 1, 2 or 5 times a power of ten.
type ticks struct {
	Most  int
	Whole bool    // only at integers
	Scale float64 // 0 is 1
}

// Ticks implements plot.Ticker. Labels are the values times Scale.
func (t ticks) Ticks(min, max float64) []plot.Tick {
	scale := t.Scale
	if scale == 0 {
		scale = 1
	}
	step := round((max - min) * scale / float64(t.Most))
	if t.Whole {
		step = math.Max(step, 1)
	}
	var marks []plot.Tick
	first, last := math.Ceil(min*scale/step-1e-9), math.Floor(max*scale/step+1e-9)
	for k := int64(first); k <= int64(last); k++ {
		value := float64(k) * step
		label := strings.Replace(strconv.FormatFloat(value, 'f', decimals(step), 64), "-", "\u2212", 1)
		marks = append(marks, plot.Tick{Value: value / scale, Label: label})
	}
	return marks
}

// round is the least of 1, 2, 5 times a power of ten that is at least x.
func round(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if x <= m*power*(1+1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// decimals is how many digits after the point tell multiples of step apart.
func decimals(step float64) int { return max(0, -int(math.Floor(math.Log10(step)+1e-9))) }
