//go:build !linux && !windows

package main

// networkDrive cannot tell here; vanthu.toml says so where it matters.
func networkDrive(string) bool { return false }
