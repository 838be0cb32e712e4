package unit

// Unit is a physical unit: a dimension and a scale. It is a value: equal units are ==, however they were spelled
// (mV/ms is V/s), and the zero Unit is One.
//
// The dimension is seven rational exponents over the base units of the SI. The scale, the size of the unit in those base
// units, is kept exactly as powers of 10, 2 and 3 with rational exponents: an hour is 10²·2²·3² s.
type Unit struct {
	powers [numFactors]exponent
	// overflow marks the result of arithmetic that left the range of exponents; all else is then zero.
	overflow bool
}

// The factors of a unit: the base units and then the primes, so to speak, of its scale.
const (
	metre = iota
	kilogram
	second
	ampere
	kelvin
	mole
	candela
	ten
	two
	three
	numFactors
)

// internalScale is the power of ten of the internal unit of each base dimension: with ms, mV, pA and m it follows that the
// unit of mass is mV·pA·ms³/m² = 1e-24 kg.
var internalScale = [ten]int{second: -3, ampere: -12, kilogram: -24}

// One is the unit of plain numbers.
var One Unit

// Valid reports whether the exponents of u are within the limits (numerators up to 9999, denominators up to 99). Mul, Div
// and Pow return an invalid unit where theirs are not; it has no dimension in common with any unit.
func (u Unit) Valid() bool { return !u.overflow }

// Mul is the unit of a product.
func (u Unit) Mul(v Unit) Unit {
	if u.overflow || v.overflow {
		return Unit{overflow: true}
	}
	for i := range u.powers {
		sum, ok := u.powers[i].add(v.powers[i])
		if !ok {
			return Unit{overflow: true}
		}
		u.powers[i] = sum
	}
	return u
}

// Div is the unit of a quotient.
func (u Unit) Div(v Unit) Unit { return u.Mul(v.Pow(-1, 1)) }

// Pow is u to the power num/den. A den of 0 gives an invalid unit.
func (u Unit) Pow(num, den int) Unit {
	power, ok := newExponent(num, den)
	if u.overflow || !ok {
		return Unit{overflow: true}
	}
	num, den = power.split()
	for i := range u.powers {
		product, ok := u.powers[i].mul(num, den)
		if !ok {
			return Unit{overflow: true}
		}
		u.powers[i] = product
	}
	return u
}

// SameDimension reports whether u and v measure the same thing, so that Convert is possible.
func (u Unit) SameDimension(v Unit) bool {
	return !u.overflow && !v.overflow && [ten]exponent(u.powers[:ten]) == [ten]exponent(v.powers[:ten])
}

// Dimensionless reports whether u measures plain numbers. Its scale need not be 1: ms/s is 1e-3.
func (u Unit) Dimensionless() bool { return u.SameDimension(One) }

// Internal is the unit of u's dimension in the coherent system ms, mV, pA, m, K, mol, cd (so nS, pF, GOhm, mM). The
// internal unit of an invalid unit is invalid.
func (u Unit) Internal() Unit {
	if u.overflow {
		return u
	}
	internal := Unit{}
	copy(internal.powers[:ten], u.powers[:ten])
	for i, scale := range internalScale {
		part, ok := u.powers[i].mul(scale, 1)
		if ok {
			internal.powers[ten], ok = internal.powers[ten].add(part)
		}
		if !ok {
			return Unit{overflow: true}
		}
	}
	return internal
}

// one is the unit of a single factor to an integer power.
func one(factor, power int) Unit {
	u := Unit{}
	u.powers[factor], _ = newExponent(power, 1)
	return u
}
