package spikelet

import "github.com/spikelet/spikelet/internal/invalid"

func (d *Delay) below() *branch { return &branch{} }

// ownVars are the ring itself, slot after slot, and the slot that is written next.
func (d *Delay) ownVars() []Var {
	return []Var{
		{Path: join(d.path, "data"), Name: "data", access: delayData{d}},
		{Path: join(d.path, "idx"), Name: "idx", access: delayIndex{d}},
	}
}

// delayData is all that a delay keeps.
type delayData struct{ d *Delay }

func (a delayData) size() int {
	data, _ := a.d.line.State()
	return len(data)
}

func (a delayData) read(values []float64) {
	data, _ := a.d.line.State()
	copy(values, data)
}

func (a delayData) write(values Values) error {
	data, err := numbers(values, a.size())
	if err != nil {
		return wrong("delay "+a.d.path, invalid.Path("data"), "%v", err)
	}
	a.restore(data)
	return nil
}

// delayIndex is the slot that is written next.
type delayIndex struct{ d *Delay }

func (a delayIndex) size() int { return 1 }

func (a delayIndex) read(values []float64) {
	_, next := a.d.line.State()
	values[0] = float64(next)
}

func (a delayIndex) write(values Values) error {
	index, err := numbers(values, 1)
	if err != nil {
		return wrong("delay "+a.d.path, invalid.Path("idx"), "%v", err)
	}
	next := int(index[0])
	if float64(next) != index[0] || next < 0 || next > a.d.Steps() {
		return wrong("delay "+a.d.path, invalid.Path("idx"), "there is no slot %v among %d", index[0], a.d.Steps()+1)
	}
	data, _ := a.d.line.State()
	a.d.line.Restore(data, next)
	return nil
}
