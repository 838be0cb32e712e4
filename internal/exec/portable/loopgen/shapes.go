package loopgen

import "fmt"

// A Family is the shapes of one generated file.
type Family struct {
	Name   string
	Doc    string
	Shapes []string
}

// Families are all shapes that have a loop.
func Families() []Family {
	return []Family{
		{"single", "one operation", singles()},
		{"pair", "two operations, the first used by the second alone", pairs()},
		{"sum", "the sums of Runge-Kutta stages: products with constants, added from left to right", sums()},
		{"horner", "polynomials by Horner's rule", horners()},
		{"kinetics", "phrases of channel kinetics", kinetics()},
		{"choice", "comparisons and what they choose", choices()},
	}
}

func singles() []string {
	return []string{
		"add r r", "add r k", "sub r r", "sub r k", "sub k r", "mul r r", "mul r k", "div r r", "div r k", "div k r",
		"fma r r r", "fma r k r", "fma r r k", "fma r k k",
		"neg r", "abs r", "sqrt r", "floor r", "ceil r", "trunc r", "rint r",
		"iadd i i", "isub i i", "imul i i", "iquo i i", "irem i i", "ineg i",
		"and w w", "or w w", "xor w w", "not w", "shl w n", "shr w n", "sar i n", "mov w",
		"toint r", "tofloat i",
	}
}

// pairs are all two arithmetic operations in a row.
func pairs() []string {
	first := []string{
		"add r r", "add r k", "sub r r", "sub k r", "mul r r", "mul r k", "div r r", "div r k", "div k r", "neg r",
	}
	second := []string{
		"add (%s) r", "add (%s) k", "sub (%s) r", "sub r (%s)", "sub k (%s)", "mul (%s) r", "mul (%s) k",
		"div (%s) r", "div (%s) k", "div r (%s)", "div k (%s)", "fma (%s) r r", "fma r r (%s)",
	}
	var list []string
	for _, s := range second {
		for _, f := range first {
			list = append(list, fmt.Sprintf(s, f))
		}
	}
	return append(list,
		"add (mul r r) (mul r r)", "sub (mul r r) (mul r r)", "sub (mul (sub k r) r) (mul r r)",
		"mul (mul (mul r r) r) r", "mul (mul (mul r r) r) (add r k)",
		"neg (mul r r)", "neg (mul r k)", "neg (div r r)", "neg (div r k)",
		"abs (sub r r)", "abs (add r k)",
	)
}

// maxTerms is the longest sum.
const maxTerms = 6

// sums are the linear combinations that stages and results of Runge-Kutta methods are, in either rounding.
func sums() []string {
	list := []string{"add (mul (mul r k) r) r"}
	for n := 2; n <= maxTerms; n++ {
		for _, sum := range []string{plainSum(n), fusedSum(n)} {
			list = append(list, sum, fmt.Sprintf("add (mul (%s) r) r", sum), fmt.Sprintf("fma (%s) r r", sum))
		}
		list = append(list, plainFrom(n), fusedFrom(n), fmt.Sprintf("abs (mul (%s) r)", fusedSum(n)))
		if n < maxTerms {
			list = append(list, stage(n))
		}
	}
	return list
}

func plainSum(n int) string {
	s := "mul r k"
	for range n - 1 {
		s = fmt.Sprintf("add (%s) (mul r k)", s)
	}
	return s
}

func plainFrom(n int) string {
	s := "add r (mul r k)"
	for range n - 1 {
		s = fmt.Sprintf("add (%s) (mul r k)", s)
	}
	return s
}

func fusedSum(n int) string {
	s := "mul r k"
	for range n - 1 {
		s = fmt.Sprintf("fma r k (%s)", s)
	}
	return s
}

func fusedFrom(n int) string {
	s := "fma r k r"
	for range n - 1 {
		s = fmt.Sprintf("fma r k (%s)", s)
	}
	return s
}

// stage is a sum with factors that differ between lanes, as the products of coefficients with the step size do.
func stage(n int) string {
	s := "fma r r r"
	for range n - 1 {
		s = fmt.Sprintf("fma r r (%s)", s)
	}
	return s
}

// kinetics are the gates' relaxation, alpha (1 - x) - beta x with rates that are products with a constant, and the
// quotient x/(1 - exp(-x)) with its series.
func kinetics() []string {
	return []string{
		"sub (mul (mul r k) (sub k r)) (mul (mul r k) r)",
		"sub (mul (mul r k) (sub k r)) (mul r r)",
		"sel (flt r k) w (div r (sub k r))",
		"sel (flt (abs r) k) w (div r (sub k r))",
		"mul (sub k (mul (sub k (mul x k)) x)) x",
		"mul (sub k (mul x k)) x",
		"add (add (mul r k) k) r",
	}
}

func horners() []string {
	var list []string
	plain, fused := "mul x k", "fma x k k"
	for range 5 {
		plain = fmt.Sprintf("mul (add (%s) k) x", plain)
		fused = fmt.Sprintf("fma (%s) x k", fused)
		list = append(list, fmt.Sprintf("add (%s) k", plain), fused)
	}
	return list
}

// choices are comparisons alone, joined, and as the condition of a selection.
func choices() []string {
	var list []string
	for _, c := range []string{"flt", "fle", "feq", "fne"} {
		for _, operands := range []string{"r r", "r k", "k r"} {
			if operands == "k r" && (c == "feq" || c == "fne") {
				continue
			}
			compare := c + " " + operands
			list = append(list, compare, fmt.Sprintf("and w (%s)", compare), fmt.Sprintf("or w (%s)", compare))
			for _, arms := range []string{"w w", "w c", "c w"} {
				list = append(list, fmt.Sprintf("sel (%s) %s", compare, arms))
			}
		}
	}
	for _, c := range []string{"ilt", "ile", "ieq", "ine"} {
		list = append(list, c+" i i", fmt.Sprintf("sel (%s i i) w w", c))
	}
	return append(list,
		"sel w w w", "sel w w c", "sel w c w", "sel w c c",
		"flt (abs r) k", "fle (abs r) k", "and w (flt (abs r) k)", "and w (fle (abs r) k)", "sel (flt (abs r) k) w w",
	)
}
