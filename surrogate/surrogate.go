package surrogate

import (
	"errors"
	"fmt"
	"math"
)

// Function turns the distance x from the threshold, a plain number, into a spike signal. The zero Function is
// ReluGrad(0.3, 1).
type Function struct {
	kind    kind
	forward func(x float64) float64 // of a custom one
	name    string                  // likewise
	alpha   float64                 // of ReluGrad
	width   float64
}

type kind uint8

const (
	standard kind = iota // ReluGrad with the default numbers
	reluGrad
	custom
)

// The numbers of the zero Function.
const (
	DefaultAlpha = 0.3
	DefaultWidth = 1.0
)

// ReluGrad is the step with the slope max(0, alpha·(width-|x|)): a triangle of height alpha·width around the threshold.
// Both numbers must be positive and finite (see Check).
func ReluGrad(alpha, width float64) Function {
	return Function{kind: reluGrad, alpha: alpha, width: width}
}

// Custom is a function of one's own, called name. It must not be nil (see Check).
func Custom(name string, forward func(x float64) float64) Function {
	return Function{kind: custom, forward: forward, name: name}
}

// Check returns what is wrong with the numbers that the Function was made of, or nil.
func (f Function) Check() error {
	switch {
	case f.kind == reluGrad && !(positive(f.alpha) && positive(f.width)):
		return fmt.Errorf("%v: alpha and width must be positive and finite", f)
	case f.kind == custom && f.forward == nil:
		return errors.New("the custom spike function is nil")
	}
	return nil
}

func positive(x float64) bool { return x > 0 && !math.IsInf(x, 1) }

// Spike is the spike signal at the distance x from the threshold: 1 for x ≥ 0, 0 for x < 0 and for NaN, unless the Function
// is a Custom one.
func (f Function) Spike(x float64) float64 {
	if f.forward != nil {
		return f.forward(x)
	}
	if x >= 0 {
		return 1
	}
	return 0
}

// String names the function with its numbers: ReluGrad(alpha=0.3, width=1).
func (f Function) String() string {
	switch f.kind {
	case custom:
		return f.name
	case standard:
		f.alpha, f.width = DefaultAlpha, DefaultWidth
	}
	return fmt.Sprintf("ReluGrad(alpha=%v, width=%v)", f.alpha, f.width)
}
