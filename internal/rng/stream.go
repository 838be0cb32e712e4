package rng

import "hash/fnv"

// Key belongs to one seed and purpose. Keys of different purposes or seeds give unrelated numbers.
type Key struct{ words [2]uint32 }

// NewKey derives the key of a purpose, such as "parameter C_m", under a seed: it enciphers the purpose's 64-bit FNV-1a hash
// with the seed.
func NewKey(seed uint64, purpose string) Key {
	h := fnv.New64a()
	h.Write([]byte(purpose))
	hash := h.Sum64()
	k0, k1, _, _ := philox(uint32(hash), uint32(hash>>32), 0, 0, uint32(seed), uint32(seed>>32))
	return Key{[2]uint32{k0, k1}}
}

// Stream is the sequence of numbers of one key, id and step.
type Stream struct {
	key     [2]uint32
	counter [4]uint32 // block number, low and high of step, both high parts, low of id
	block   [4]uint32
	used    int // words of block that were given out
}

// Stream returns the sequence that belongs to id and step, each below 2^48. It holds 2^34 words.
func (k Key) Stream(id, step int64) Stream {
	if uint64(id)>>48 != 0 || uint64(step)>>48 != 0 {
		panic("rng: id or step out of range")
	}
	high := uint32(step>>32)<<16 | uint32(id>>32)
	return Stream{key: k.words, counter: [4]uint32{0, uint32(step), high, uint32(id)}, used: len(Stream{}.block)}
}

// Uint32 returns the next 32 bits.
func (s *Stream) Uint32() uint32 {
	if s.used == len(s.block) {
		s.next()
	}
	word := s.block[s.used]
	s.used++
	return word
}

// next makes the next block.
func (s *Stream) next() {
	c, b := &s.counter, &s.block
	b[0], b[1], b[2], b[3] = philox(c[0], c[1], c[2], c[3], s.key[0], s.key[1])
	c[0]++
	s.used = 0
}

// Uint64 returns the next 64 bits, low word first.
func (s *Stream) Uint64() uint64 {
	if s.used == len(s.block) {
		s.next()
	}
	if s.used < len(s.block)-1 {
		low, high := s.block[s.used], s.block[s.used+1]
		s.used += 2
		return uint64(high)<<32 | uint64(low)
	}
	low := s.Uint32()
	return uint64(s.Uint32())<<32 | uint64(low)
}

// Below returns the next number 0 ≤ x < n, each alike (D. Lemire, ACM TOMACS 29 (2019), doi:10.1145/3230636). n is at least 1.
func (s *Stream) Below(n uint32) uint32 {
	product := uint64(s.Uint32()) * uint64(n)
	if uint32(product) < n {
		for surplus := -n % n; uint32(product) < surplus; { // 2^32 mod n
			product = uint64(s.Uint32()) * uint64(n)
		}
	}
	return uint32(product >> 32)
}

// Float64 returns the next number 0 ≤ x < 1, a multiple of 2^-53, each alike.
func (s *Stream) Float64() float64 { return float64(float64(s.Uint64()>>11) * 0x1p-53) }
