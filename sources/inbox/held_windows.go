package inbox

import (
	"errors"

	"golang.org/x/sys/windows"
)

const onWindows = true

// isHeld tells the errors by which Windows says that another program has a file
// open.
func isHeld(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_USER_MAPPED_FILE)
}

// openToReplace opens a file, for deleting, alone: Windows does not replace what
// anybody has open, even where he lets it be deleted.
func openToReplace(name string) error {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return err
	}
	h, err := windows.CreateFile(path, windows.DELETE, 0, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return err
	}
	return windows.CloseHandle(h)
}
