package portable

import (
	"math"
	"unsafe"
)

// A register is a block of lanes, worked on in tiles of eight: the loops are unrolled over a tile, whose bounds the Go
// compiler knows, and run over as many tiles as are in use.
const (
	tileLanes  = 8
	tiles      = 8
	blockLanes = tiles * tileLanes
)

// block is one register: 64 bits for each lane, of whatever type its instructions make of them. A Bool is a mask, all
// bits one or all bits zero.
type block [tiles][tileLanes]uint64

type (
	floatBlock [tiles][tileLanes]float64
	intBlock   [tiles][tileLanes]int64
)

func floats(b *block) *floatBlock { return (*floatBlock)(unsafe.Pointer(b)) }
func ints(b *block) *intBlock     { return (*intBlock)(unsafe.Pointer(b)) }
func words(b *block) *block       { return b }

// flat is b as an array over its lanes.
func flat(b *block) *[blockLanes]uint64 { return (*[blockLanes]uint64)(unsafe.Pointer(b)) }

// flatInts is b as an array over its lanes.
func flatInts(b *block) *[blockLanes]int64 { return (*[blockLanes]int64)(unsafe.Pointer(b)) }

// flatFloats is b as an array over its lanes.
func flatFloats(b *block) *[blockLanes]float64 { return (*[blockLanes]float64)(unsafe.Pointer(b)) }

// fill sets every lane.
func fill(b *block, bits uint64) {
	for l := range flat(b) {
		flat(b)[l] = bits
	}
}

// mask is all ones where c. The compiler makes it without a branch.
func mask(c bool) uint64 {
	var bit uint64
	if c {
		bit = 1
	}
	return -bit
}

// pick is x where c, else y, without a branch.
func pick(c bool, x, y uint64) uint64 {
	if c {
		y = x
	}
	return y
}

// blend is x where the mask m is ones, else y.
func blend(m, x, y uint64) uint64 { return y ^ (x^y)&m }

func quo(x, y int64) int64 {
	if y == 0 {
		return 0
	}
	return x / y
}

func rem(x, y int64) int64 {
	if y == 0 {
		return x
	}
	return x % y
}

// toInt truncates; NaN and what does not fit give the least integer.
func toInt(x float64) int64 {
	if x >= -0x1p63 && x < 0x1p63 {
		return int64(x)
	}
	return math.MinInt64
}
