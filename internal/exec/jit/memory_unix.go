//go:build amd64 && unix

package jit

import "golang.org/x/sys/unix"

// mapText places code in memory of its own that can be executed and no longer written.
func mapText(text []byte) ([]byte, error) {
	m, err := unix.Mmap(-1, 0, len(text), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	copy(m, text)
	if err := unix.Mprotect(m, unix.PROT_READ|unix.PROT_EXEC); err != nil {
		_ = unix.Munmap(m)
		return nil, err
	}
	return m, nil
}

func unmapText(m []byte) error { return unix.Munmap(m) }
