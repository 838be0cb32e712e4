package report

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// ticks puts about Most labelled marks at round numbers: steps of 1, 2 or 5 times a power of ten, two of them at least.
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
	first, last := within(min*scale, max*scale, step)
	for first >= last {
		step = round(step / 2.5)
		first, last = within(min*scale, max*scale, step)
	}
	if t.Whole && step < 1 {
		step = 1
		first, last = within(min*scale, max*scale, step)
	}
	var marks []plot.Tick
	for k := first; k <= last; k++ {
		value := float64(k) * step
		marks = append(marks, plot.Tick{Value: value / scale, Label: label(value, step)})
	}
	return marks
}

// within gives the first and the last multiple of step from min to max.
func within(min, max, step float64) (first, last int64) {
	return int64(math.Ceil(min/step - 1e-9)), int64(math.Floor(max/step + 1e-9))
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

// label writes a multiple of step, with an exponent where that is shorter.
func label(value, step float64) string {
	text := strconv.FormatFloat(value, 'f', decimals(step), 64)
	if len(text) > 9 {
		text = strconv.FormatFloat(value, 'g', 4, 64)
	}
	return strings.ReplaceAll(text, "-", "\u2212")
}

// decimals is how many digits after the point tell multiples of step apart.
func decimals(step float64) int { return max(0, -int(math.Floor(math.Log10(step)+1e-9))) }
