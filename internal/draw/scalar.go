package draw

import "math"

func log(x float64) float64   { return math.Log(x) }
func log1p(x float64) float64 { return math.Log1p(x) }
func exp(x float64) float64   { return math.Exp(x) }
