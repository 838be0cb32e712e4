package sim

import "sync/atomic"

// team is the workers of a run: the goroutine that calls do, which is worker 0, and its helpers. Work comes in tasks that may
// be done in any order by anybody. Each worker has a share of them, the same one every time so that it finds in its cache
// what it left there; when that is done it takes from the others' shares. A helper that comes late is not waited for: only
// one that has begun is.
type team struct {
	work    func(worker, task int) // of the call of do
	shares  []share                // of the workers
	helpers []helper
	state   atomic.Uint64
	over    atomic.Bool
	waiting atomic.Bool // the caller of do is parked
	done    chan struct{}
	most    int // workers that a call of do had work for
}

// State counts calls of do from generation on, and helpers at work from joined on; opened says that helpers may join.
const (
	opened     = 1
	joined     = 1 << 1
	generation = 1 << 16
)

// share is the tasks from next on, before end. Shares of two workers are in different cache lines.
type share struct {
	next atomic.Int64
	end  int64
	_    [48]byte
}

// helper is a goroutine that helps.
type helper struct {
	parked atomic.Bool
	wake   chan struct{}
	_      [48]byte
}

// newTeam returns a team of so many workers.
func newTeam(workers int) *team {
	return &team{shares: make([]share, workers), done: make(chan struct{}), most: 1}
}

// do lets workers do the tasks 0 ≤ task < tasks and returns when all are done.
func (t *team) do(tasks int, work func(worker, task int)) {
	workers := min(len(t.shares), tasks)
	if workers <= 1 {
		t.alone(tasks, work)
		return
	}
	t.start()
	t.most = max(t.most, workers)
	t.work = work
	for i := range t.shares {
		t.shares[i].next.Store(int64(tasks * min(i, workers) / workers))
		t.shares[i].end = int64(tasks * min(i+1, workers) / workers)
	}
	t.state.Store(t.state.Load()&^(generation-1) + generation + opened)
	for i := range workers - 1 {
		t.helpers[i].unpark()
	}
	t.take(0)
	if state := t.state.Add(^uint64(opened - 1)); state&(generation-1) != 0 {
		t.wait()
	}
}

// alone is do without helpers, for what is not worth their while.
func (t *team) alone(tasks int, work func(worker, task int)) {
	for task := range tasks {
		work(0, task)
	}
}

// start starts the helpers, once.
func (t *team) start() {
	if t.helpers != nil {
		return
	}
	t.helpers = make([]helper, len(t.shares)-1)
	for i := range t.helpers {
		t.helpers[i].wake = make(chan struct{}, 1)
		go t.help(i)
	}
}

// stop sends the helpers home. The team does nothing after it.
func (t *team) stop() {
	t.over.Store(true)
	for i := range t.helpers {
		t.helpers[i].unpark()
	}
}

// take does the tasks of a worker, then those that the others have left.
func (t *team) take(worker int) {
	for i := range t.shares {
		s := &t.shares[(worker+i)%len(t.shares)]
		for s.next.Load() < s.end {
			task := s.next.Add(1) - 1
			if task >= s.end {
				break
			}
			t.work(worker, int(task))
		}
	}
}

// spins is how often somebody looks before he parks: a microsecond or two, less than parking costs.
const spins = 500

// help is the life of a helper.
func (t *team) help(i int) {
	seen := uint64(0)
	for {
		state, ok := t.await(&t.helpers[i], seen)
		if !ok {
			return
		}
		if !t.state.CompareAndSwap(state, state+joined) {
			continue
		}
		t.take(i + 1)
		seen = state / generation
		if state := t.state.Add(^uint64(joined - 1)); state&(generation-1) == 0 && t.waiting.CompareAndSwap(true, false) {
			t.done <- struct{}{}
		}
	}
}

// await returns a state in which the helper may join a call of do that it has not seen; false when the team is over.
func (t *team) await(h *helper, seen uint64) (state uint64, ok bool) {
	for spin := 0; ; spin++ {
		if t.over.Load() {
			return 0, false
		}
		if state := t.state.Load(); state&opened != 0 && state/generation != seen {
			return state, true
		}
		if spin < spins {
			continue
		}
		h.parked.Store(true)
		state := t.state.Load()
		if (t.over.Load() || state&opened != 0 && state/generation != seen) && h.parked.CompareAndSwap(true, false) {
			continue
		}
		<-h.wake
		spin = 0
	}
}

func (h *helper) unpark() {
	if h.parked.CompareAndSwap(true, false) {
		h.wake <- struct{}{}
	}
}

// wait waits for the helpers that have begun.
func (t *team) wait() {
	idle := func() bool { return t.state.Load()&(generation-1) == 0 }
	for range spins {
		if idle() {
			return
		}
	}
	t.waiting.Store(true)
	if idle() && t.waiting.CompareAndSwap(true, false) {
		return
	}
	<-t.done
}
