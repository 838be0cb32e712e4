package freelist

import "sync"

// List is a free list of what a call works with. It starts with one and grows to the number of calls that ran at the
// same time, so that a call allocates nothing unless it is one more than ever before.
type List[T any] struct {
	mu   sync.Mutex
	free []*T
	make func() *T
}

// New returns a List of things that create makes.
func New[T any](create func() *T) *List[T] {
	return &List[T]{free: []*T{create()}, make: create}
}

// Get takes a thing.
func (l *List[T]) Get() *T {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.free)
	if n == 0 {
		return l.make()
	}
	x := l.free[n-1]
	l.free = l.free[:n-1]
	return x
}

// Put gives it back.
func (l *List[T]) Put(x *T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free = append(l.free, x)
}
