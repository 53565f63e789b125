//go:build !windows

package inbox

const onWindows = false

// isHeld: nobody keeps others from a file here by having it open.
func isHeld(error) bool { return false }

func openToReplace(string) error { return nil }
