// Command vanthu gathers the units' spreadsheets of a health department's
// reporting period and writes its official documents.
package main

import (
	_ "codeberg.org/go-fonts/liberation/liberationserifregular"
	_ "github.com/BurntSushi/toml"
	_ "github.com/beevik/etree"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/jmoiron/sqlx"
	_ "github.com/lukasjarosch/go-docx"
	_ "github.com/mattn/go-sqlite3"
	_ "github.com/pressly/goose/v3"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/schollz/progressbar/v3"
	_ "github.com/signintech/gopdf"
	_ "github.com/spf13/cobra"
	_ "github.com/xuri/excelize/v2"
	_ "golang.org/x/image/font/sfnt"
	_ "golang.org/x/sys/unix"
	_ "golang.org/x/text/collate"
)

func main() {}
