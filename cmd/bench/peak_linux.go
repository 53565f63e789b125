package main

import (
	"os"
	"syscall"
)

// peak is the most memory that a finished process had in use, bytes (ru_maxrss
// is in KiB on Linux).
func peak(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss << 10
	}
	return 0
}
