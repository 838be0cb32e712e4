package freelist

import (
	"sync"
	"sync/atomic"
	"testing"
)

type thing struct{ users atomic.Int32 }

func TestThingsAreUsedAgain(t *testing.T) {
	made := 0
	l := New(func() *thing { made++; return new(thing) })
	a := l.Get()
	b := l.Get()
	if a == b || made != 2 {
		t.Fatalf("two at a time are %p and %p, %d made", a, b, made)
	}
	l.Put(a)
	if c := l.Get(); c != a || made != 2 {
		t.Errorf("%p was free, got %p; %d made", a, c, made)
	}
}

func TestNobodySharesAThing(t *testing.T) {
	var made atomic.Int32
	l := New(func() *thing { made.Add(1); return new(thing) })
	const workers = 8
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for range 1000 {
				x := l.Get()
				if n := x.users.Add(1); n != 1 {
					t.Errorf("%d use one thing", n)
				}
				x.users.Add(-1)
				l.Put(x)
			}
		})
	}
	group.Wait()
	if n := made.Load(); n > workers {
		t.Errorf("%d things for %d workers", n, workers)
	}
}

func TestNothingIsAllocated(t *testing.T) {
	l := New(func() *thing { return new(thing) })
	if n := testing.AllocsPerRun(100, func() { l.Put(l.Get()) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

func TestClose(t *testing.T) {
	for _, taken := range []int{0, 1, 3} {
		l := New(func() *thing { return new(thing) })
		var out []*thing
		for range taken {
			out = append(out, l.Get())
		}
		released := 0
		l.Close(func() { released++ })
		l.Close(func() { t.Error("released by the second Close") })
		if l.Get() != nil {
			t.Error("a closed list gave a thing")
		}
		for i, x := range out {
			if released != 0 {
				t.Errorf("released when %d of %d were taken", taken-i, taken)
			}
			l.Put(x)
		}
		if released != 1 {
			t.Errorf("%d taken: released %d times", taken, released)
		}
	}
}
