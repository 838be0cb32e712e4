package sim

import (
	"sync/atomic"
	"testing"
	"time"
)

func TestEveryTaskIsDoneOnce(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8} {
		var counts [40]atomic.Int64
		tasks, round := 0, int64(0)
		team := newTeam(workers)
		work := func(worker, task int) {
			if worker < 0 || worker >= workers || task >= tasks {
				t.Errorf("worker %d of %d has task %d of %d", worker, workers, task, tasks)
			}
			counts[task].Add(1)
			if task%7 == 3 && round%50 == 0 {
				time.Sleep(50 * time.Microsecond) // so that others take over, and park
			}
		}
		for ; round < 400; round++ {
			tasks = int(round) % 40
			team.do(tasks, work)
			for task := range counts {
				if n := counts[task].Swap(0); n != 0 && task >= tasks || n != 1 && task < tasks {
					t.Fatalf("%d workers, round %d: task %d of %d was done %d times", workers, round, task, tasks, n)
				}
			}
			if round%100 == 99 {
				time.Sleep(time.Millisecond) // everybody parks
			}
		}
		team.stop()
	}
}

// BenchmarkTeam is what a call of do costs: the tasks do nothing.
func BenchmarkTeam(b *testing.B) {
	for name, workers := range map[string]int{"1 worker": 1, "2 workers": 2} {
		b.Run(name, func(b *testing.B) {
			team := newTeam(workers)
			defer team.stop()
			b.ReportAllocs()
			for b.Loop() {
				team.do(2, func(int, int) {})
			}
		})
	}
}
