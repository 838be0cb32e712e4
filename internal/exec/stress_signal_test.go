//go:build unix

package exec_test

import (
	"runtime"
	"syscall"
)

// interrupt sends this process the signal with which the runtime preempts goroutines.
func interrupt() {
	for range 20 {
		_ = syscall.Kill(syscall.Getpid(), syscall.SIGURG)
	}
	runtime.Gosched()
}
