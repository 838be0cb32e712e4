package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/population"
)

// digest is the SHA-256 of everything a network did. Numbers are 8 bytes, little-endian; a float64 is its bits, every NaN
// 0x7ff8000000000000. The bytes are
//
//	"spikelet digest 1\n", the time step in ms;
//	for each spike, in order of step, then global id: the grid point at which it is stamped, the global id;
//	-1, the grid point of the end;
//	for each population: the length of its name, the name, its number of neurons;
//	    for each state, in the order of the model, hidden ones and the solver's included:
//	        the length of its name, the name, the values of all neurons (a Boolean is 0 or 1).
type digest struct {
	hash   hash.Hash
	buffer []byte
}

func newDigest(g grid.Grid) digest {
	d := digest{hash: sha256.New()}
	d.buffer = append(d.buffer, "spikelet digest 1\n"...)
	d.float(g.Dt)
	return d
}

// spikes adds the neurons of a population that fired; first is the global id of neuron 0.
func (d *digest) spikes(step, first int64, neurons []int32) {
	for _, neuron := range neurons {
		d.int(step)
		d.int(first + int64(neuron))
	}
}

func (d *digest) int(x int64) {
	d.buffer = binary.LittleEndian.AppendUint64(d.buffer, uint64(x))
	if len(d.buffer) >= 4096 {
		d.flush()
	}
}

func (d *digest) float(x float64) {
	bits := math.Float64bits(x)
	if x != x {
		bits = 0x7ff8 << 48
	}
	d.int(int64(bits))
}

func (d *digest) text(s string) {
	d.int(int64(len(s)))
	d.buffer = append(d.buffer, s...)
}

func (d *digest) flush() {
	d.hash.Write(d.buffer)
	d.buffer = d.buffer[:0]
}

func (d *digest) population(p *population.Population) {
	d.text(p.Name())
	d.int(int64(p.Size()))
	for _, v := range p.States() {
		d.text(v.Name)
		d.column(p.Column(v))
	}
}

func (d *digest) column(c kernel.Column) {
	for _, x := range c.F {
		d.float(x)
	}
	for _, x := range c.I {
		d.int(x)
	}
	for _, x := range c.B {
		d.int(int64(x))
	}
}

// Digest is the SHA-256, in hexadecimal, over all spikes since time 0 and the states as they are now.
func (n *Network) Digest() string {
	n.digest.flush()
	whole, err := n.digest.hash.(hash.Cloner).Clone()
	if err != nil {
		panic("sim: " + err.Error())
	}
	d := digest{hash: whole}
	d.int(-1)
	d.int(n.step)
	for _, m := range n.members {
		d.population(m.Population)
	}
	d.flush()
	return hex.EncodeToString(whole.Sum(nil))
}
