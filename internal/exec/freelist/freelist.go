package freelist

import "sync"

// List is a free list of what a call works with. It starts with one and grows to the number of calls that ran at the
// same time, so that a call allocates nothing unless it is one more than ever before.
type List[T any] struct {
	mu      sync.Mutex
	free    []*T
	taken   int
	make    func() *T
	release func() // what Close was given
	closed  bool
}

// New returns a List of things that create makes.
func New[T any](create func() *T) *List[T] {
	return &List[T]{free: []*T{create()}, make: create}
}

// Get takes a thing; it is nil when the list is closed.
func (l *List[T]) Get() *T {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil
	}
	l.taken++
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
	l.taken--
	if !l.closed {
		l.free = append(l.free, x)
	} else if l.taken == 0 {
		l.release()
	}
}

// Close makes Get give nothing more. It calls release when nothing is taken: at once, or when the last thing is put back. A list
// that is closed stays as it is.
func (l *List[T]) Close(release func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	l.closed, l.free, l.release = true, nil, release
	if l.taken == 0 {
		release()
	}
}
