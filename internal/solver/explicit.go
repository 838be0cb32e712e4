package solver

// explicitMethod is a Runge-Kutta method by name.
type explicitMethod struct {
	name    string
	aliases []string
	order   int
	doc     string
	tableau tableau
}

var (
	zero = r(0, 1)
	one  = r(1, 1)
	half = r(1, 2)
)

// explicitMethods are the Runge-Kutta methods without an error estimate. Sources: E. Hairer, S. P. Nørsett and G. Wanner,
// Solving Ordinary Differential Equations I, 2nd ed., 1993, doi:10.1007/978-3-540-78862-1, chapter II.1; A. Ralston,
// Math. Comp. 16 (1962) 431, doi:10.1090/S0025-5718-1962-0150954-0; C.-W. Shu and S. Osher, J. Comput. Phys. 77 (1988)
// 439, doi:10.1016/0021-9991(88)90177-5. The coefficients of ralston4 are the decimals of Ralston's paper.
// rk2 is BrainPy's generic second-order method, whose free node 2/3 makes it Ralston's.
var explicitMethods = []explicitMethod{
	{"euler", nil, 1, "forward Euler", tableau{
		a: [][]ratio{{}},
		b: []ratio{one},
	}},
	{"midpoint", nil, 2, "explicit midpoint rule", tableau{
		a: [][]ratio{{}, {half}},
		b: []ratio{zero, one},
	}},
	{"heun2", nil, 2, "Heun's method, the explicit trapezoidal rule", tableau{
		a: [][]ratio{{}, {one}},
		b: []ratio{half, half},
	}},
	{"ralston2", []string{"rk2"}, 2, "Ralston's second-order method, of least error bound", tableau{
		a: [][]ratio{{}, {r(2, 3)}},
		b: []ratio{r(1, 4), r(3, 4)},
	}},
	{"rk3", nil, 3, "Kutta's third-order method", tableau{
		a: [][]ratio{{}, {half}, {r(-1, 1), r(2, 1)}},
		b: []ratio{r(1, 6), r(2, 3), r(1, 6)},
	}},
	{"heun3", nil, 3, "Heun's third-order method", tableau{
		a: [][]ratio{{}, {r(1, 3)}, {zero, r(2, 3)}},
		b: []ratio{r(1, 4), zero, r(3, 4)},
	}},
	{"ralston3", nil, 3, "Ralston's third-order method, of least error bound", tableau{
		a: [][]ratio{{}, {half}, {zero, r(3, 4)}},
		b: []ratio{r(2, 9), r(1, 3), r(4, 9)},
	}},
	{"ssprk3", nil, 3, "strong stability preserving third-order method of Shu and Osher", tableau{
		a: [][]ratio{{}, {one}, {r(1, 4), r(1, 4)}},
		b: []ratio{r(1, 6), r(1, 6), r(2, 3)},
	}},
	{"rk4", nil, 4, "the classical fourth-order method", tableau{
		a: [][]ratio{{}, {half}, {zero, half}, {zero, zero, one}},
		b: []ratio{r(1, 6), r(1, 3), r(1, 3), r(1, 6)},
	}},
	{"ralston4", nil, 4, "Ralston's fourth-order method, of least error bound", tableau{
		a: [][]ratio{
			{},
			{r(2, 5)},
			{r(29697761, 1e8), r(15875964, 1e8)},
			{r(21810040, 1e8), r(-305096516, 1e8), r(383286476, 1e8)},
		},
		b: []ratio{r(17476028, 1e8), r(-55148066, 1e8), r(120553560, 1e8), r(17118478, 1e8)},
	}},
	{"rk4_38rule", nil, 4, "Kutta's 3/8 rule", tableau{
		a: [][]ratio{{}, {r(1, 3)}, {r(-1, 3), one}, {one, r(-1, 1), one}},
		b: []ratio{r(1, 8), r(3, 8), r(3, 8), r(1, 8)},
	}},
}
