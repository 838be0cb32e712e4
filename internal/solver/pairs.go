package solver

import "github.com/spikelet/spikelet/internal/ir"

type embeddedPair explicitMethod

// adaptiveOrFixed is the pair under step size control or, if the options say so, its higher-order method at fixed step.
func (e *embeddedPair) adaptiveOrFixed(s *system, p *ir.Program) error {
	if s.Fixed {
		return e.tableau.fixed(s, p)
	}
	return e.adaptive(s, p)
}

// embeddedPairs are Runge-Kutta methods with an error estimate; the state advances with the result of the higher order.
// Sources: E. Fehlberg, NASA TR R-315 (1969); J. R. Dormand and P. J. Prince, J. Comput. Appl. Math. 6 (1980) 19,
// doi:10.1016/0771-050X(80)90013-3; J. R. Cash and A. H. Karp, ACM TOMS 16 (1990) 201, doi:10.1145/79505.79507;
// P. Bogacki and L. F. Shampine, Appl. Math. Lett. 2 (1989) 321, doi:10.1016/0893-9659(89)90079-7.
var embeddedPairs = []*embeddedPair{
	{"rkf12", nil, 2, "Runge-Kutta-Fehlberg 2(1)", tableau{
		a:  [][]ratio{{}, {half}, {r(1, 256), r(255, 256)}},
		b:  []ratio{r(1, 512), r(255, 256), r(1, 512)},
		b2: []ratio{r(1, 256), r(255, 256), zero},
	}},
	{"rkf45", nil, 5, "Runge-Kutta-Fehlberg 5(4)", tableau{
		a: [][]ratio{
			{},
			{r(1, 4)},
			{r(3, 32), r(9, 32)},
			{r(1932, 2197), r(-7200, 2197), r(7296, 2197)},
			{r(439, 216), r(-8, 1), r(3680, 513), r(-845, 4104)},
			{r(-8, 27), r(2, 1), r(-3544, 2565), r(1859, 4104), r(-11, 40)},
		},
		b:  []ratio{r(16, 135), zero, r(6656, 12825), r(28561, 56430), r(-9, 50), r(2, 55)},
		b2: []ratio{r(25, 216), zero, r(1408, 2565), r(2197, 4104), r(-1, 5), zero},
	}},
	{"rkdp", nil, 5, "Dormand-Prince 5(4)", tableau{
		a: [][]ratio{
			{},
			{r(1, 5)},
			{r(3, 40), r(9, 40)},
			{r(44, 45), r(-56, 15), r(32, 9)},
			{r(19372, 6561), r(-25360, 2187), r(64448, 6561), r(-212, 729)},
			{r(9017, 3168), r(-355, 33), r(46732, 5247), r(49, 176), r(-5103, 18656)},
			{r(35, 384), zero, r(500, 1113), r(125, 192), r(-2187, 6784), r(11, 84)},
		},
		b: []ratio{r(35, 384), zero, r(500, 1113), r(125, 192), r(-2187, 6784), r(11, 84), zero},
		b2: []ratio{
			r(5179, 57600), zero, r(7571, 16695), r(393, 640), r(-92097, 339200), r(187, 2100), r(1, 40),
		},
	}},
	{"ck", nil, 5, "Cash-Karp 5(4)", tableau{
		a: [][]ratio{
			{},
			{r(1, 5)},
			{r(3, 40), r(9, 40)},
			{r(3, 10), r(-9, 10), r(6, 5)},
			{r(-11, 54), r(5, 2), r(-70, 27), r(35, 27)},
			{r(1631, 55296), r(175, 512), r(575, 13824), r(44275, 110592), r(253, 4096)},
		},
		b:  []ratio{r(37, 378), zero, r(250, 621), r(125, 594), zero, r(512, 1771)},
		b2: []ratio{r(2825, 27648), zero, r(18575, 48384), r(13525, 55296), r(277, 14336), r(1, 4)},
	}},
	{"bs", []string{"BoSh3"}, 3, "Bogacki-Shampine 3(2)", tableau{
		a:  [][]ratio{{}, {half}, {zero, r(3, 4)}, {r(2, 9), r(1, 3), r(4, 9)}},
		b:  []ratio{r(2, 9), r(1, 3), r(4, 9), zero},
		b2: []ratio{r(7, 24), r(1, 4), r(1, 3), r(1, 8)},
	}},
	{"heun_euler", nil, 2, "Heun's method with Euler's as error estimate, 2(1)", tableau{
		a:  [][]ratio{{}, {one}},
		b:  []ratio{half, half},
		b2: []ratio{one, zero},
	}},
}
