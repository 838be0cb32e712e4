//go:build !unix

package exec_test

import "runtime"

// interrupt has no signals to send here.
func interrupt() { runtime.Gosched() }
