package spreadsheet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Limits bound what a file may cost to read. A field of 0 takes its default.
type Limits struct {
	FileBytes  int64 // the file itself; 20 MiB
	Unpacked   int64 // all parts read, unpacked; 64 MiB
	Sheets     int   // 200
	Rows       int   // rows of one sheet with something in them; 20 000
	Columns    int   // the last column with something in it; 500
	Cells      int   // filled cells of the workbook; 200 000
	TextRunes  int   // characters of one cell; 32 767, Excel's own limit
	MergeAreas int   // merged areas of one sheet; 10 000
}

func (l Limits) withDefaults() Limits {
	set := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	if l.FileBytes <= 0 {
		l.FileBytes = 20 << 20
	}
	if l.Unpacked <= 0 {
		l.Unpacked = 64 << 20
	}
	set(&l.Sheets, 200)
	set(&l.Rows, 20_000)
	set(&l.Columns, 500)
	set(&l.Cells, 200_000)
	set(&l.TextRunes, 32_767)
	set(&l.MergeAreas, 10_000)
	return l
}

// Read reads every worksheet of a file, or refuses the whole file.
func Read(data []byte, limits Limits) (*Book, error) {
	b := &builder{limits: limits.withDefaults()}
	b.cellsLeft = b.limits.Cells
	if int64(len(data)) > b.limits.FileBytes {
		return nil, tooBig(fmt.Sprintf("%d MB", len(data)>>20))
	}
	kind, err := kindOf(data)
	if err != nil {
		return nil, err
	}
	if err := readers[kind](data, b); err != nil {
		return nil, err
	}
	if len(b.book.Sheets) == 0 {
		return nil, noSheet()
	}
	return &b.book, nil
}

// readers are the readers of the kinds of file that kindOf knows.
var readers = map[fileKind]func([]byte, *builder) error{
	zipFile:  readZip,
	textFile: readCSV,
	oleFile:  readOLE,
	biffFile: readBIFF,
}

// builder collects the sheets of a book within the limits. A reader begins a
// sheet, adds its cells in any order, merges areas, and ends it.
type builder struct {
	book      Book
	limits    Limits
	cellsLeft int
	sheet     *Sheet // the one that is open
	cells     []Cell // its cells
}

// begin opens a sheet.
func (b *builder) begin(name string, veryHidden bool) error {
	if len(b.book.Sheets) == b.limits.Sheets {
		return tooBig(fmt.Sprintf("hơn %d sheet", b.limits.Sheets))
	}
	b.sheet = &Sheet{Name: name, VeryHidden: veryHidden}
	b.cells = nil
	return nil
}

// expect makes room for cells of the open sheet.
func (b *builder) expect(cells int) { b.cells = make([]Cell, 0, min(cells, b.cellsLeft)) }

// add puts a filled cell into the open sheet.
func (b *builder) add(c Cell) error {
	if err := b.afford(c); err != nil {
		return err
	}
	b.cells = append(b.cells, c)
	return nil
}

// hollow notes a formula of the open sheet that gave an empty text.
func (b *builder) hollow(col, row int) error {
	if b.sheet.Hollow == nil {
		b.sheet.Hollow = map[[2]int]bool{}
	}
	b.sheet.Hollow[[2]int{col, row}] = true
	return b.afford(Cell{Col: col, Row: row})
}

// merge notes a merged area of the open sheet.
func (b *builder) merge(a Area) error {
	if b.sheet.Merges = append(b.sheet.Merges, a); len(b.sheet.Merges) > b.limits.MergeAreas {
		return tooBig(fmt.Sprintf("sheet “%s”: hơn %d ô gộp", b.sheet.Name, b.limits.MergeAreas))
	}
	return nil
}

// afford holds a cell against the limits.
func (b *builder) afford(c Cell) error {
	if b.cellsLeft--; b.cellsLeft < 0 {
		return tooBig(fmt.Sprintf("hơn %d ô", b.limits.Cells))
	}
	if c.Col > b.limits.Columns || len(c.Text) > b.limits.TextRunes && utf8.RuneCountInString(c.Text) > b.limits.TextRunes {
		return tooBig("ô " + b.sheet.Name + "!" + c.Ref())
	}
	return nil
}

// end puts the cells of the open sheet in order and adds it to the book. A cell
// that is there twice is damage.
func (b *builder) end() error {
	s := b.sheet
	order := func(a, b Cell) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) }
	if !slices.IsSortedFunc(b.cells, order) {
		slices.SortStableFunc(b.cells, order)
	}
	rows := 0
	for i := range b.cells {
		if i == 0 || b.cells[i].Row != b.cells[i-1].Row {
			rows++
		}
	}
	s.Lines = make([]Line, 0, rows)
	for i := 0; i < len(b.cells); {
		end := i + 1
		for ; end < len(b.cells) && b.cells[end].Row == b.cells[i].Row; end++ {
			if b.cells[end].Col == b.cells[end-1].Col {
				return damaged("ô " + s.Name + "!" + b.cells[end].Ref())
			}
		}
		s.Lines = append(s.Lines, Line{b.cells[i].Row, b.cells[i:end:end]})
		i = end
	}
	if len(s.Lines) > b.limits.Rows {
		return tooBig(fmt.Sprintf("sheet “%s”: hơn %d dòng", s.Name, b.limits.Rows))
	}
	b.book.Sheets = append(b.book.Sheets, s)
	return nil
}

// inSheet says where damage in the open sheet is; what is refused for another
// reason stays so.
func (b *builder) inSheet(err error) error {
	var refused *Refusal
	if err == nil || errors.As(err, &refused) {
		return err
	}
	return damaged("sheet “" + b.sheet.Name + "”")
}
