package portable

import "sync"

// pool is a free list of what a call works with. It starts with one and grows to the number of calls that ran at the
// same time, so that a call allocates nothing unless it is one more than ever before.
type pool[T any] struct {
	mu   sync.Mutex
	free []*T
	make func() *T
}

func newPool[T any](create func() *T) *pool[T] {
	return &pool[T]{free: []*T{create()}, make: create}
}

func (p *pool[T]) get() *T {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.free)
	if n == 0 {
		return p.make()
	}
	x := p.free[n-1]
	p.free = p.free[:n-1]
	return x
}

func (p *pool[T]) put(x *T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = append(p.free, x)
}
