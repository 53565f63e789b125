package spreadsheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"vanthu/pipeline/report"
)

// odsReader reads a spreadsheet of OpenDocument (ODF 1.3 part 3, 9). A hidden
// sheet is read like any other: the format does not tell hidden from very hidden.
type odsReader struct {
	*builder
	styles odsStyles
	d      *xml.Decoder
	depth  int   // of nested elements that are read, against a bomb of them
	spaces int64 // characters that counted spaces may still come to, likewise

	// Of the open sheet.
	columns []odsColumns
	row     int // the last row read
}

// odsColumns are neighbouring columns of one default cell style.
type odsColumns struct {
	to    int // the last one
	style string
}

// Names of elements by their namespace; of the others nothing is read.
const (
	nsOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	nsTable  = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
	nsText   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	nsStyle  = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
	nsNumber = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
)

// isODS tells a package of OpenDocument; what it holds is told by its content.
func isODS(a *archive) bool {
	return a.has("content.xml") && !a.has("[Content_Types].xml") || a.has("mimetype") && a.has("META-INF/manifest.xml")
}

func readODS(a *archive, b *builder) error {
	manifest, _, err := a.part("META-INF/manifest.xml")
	if err != nil {
		return err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return &Refusal{code: "tep-ma-hoa", message: "tệp được đặt mật khẩu nên không mở được", hint: "mở tệp, chọn Lưu thành (Save As), bỏ dấu ở ô “Lưu với mật khẩu”, rồi gửi lại"}
	}
	r := &odsReader{builder: b, styles: newODSStyles(), spaces: b.limits.Unpacked}
	for _, name := range []string{"styles.xml", "content.xml"} {
		data, ok, err := a.part(name)
		if err != nil {
			return err
		}
		if !ok && name == "content.xml" {
			return damaged(name)
		}
		if ok {
			if err := r.document(data, name == "content.xml"); err != nil {
				return err
			}
		}
	}
	return nil
}

// document reads a whole part: the styles that it declares, and the sheets.
func (r *odsReader) document(data []byte, content bool) error {
	spreadsheet := false
	err := r.root(data, func() error {
		return r.children(func(e xml.StartElement) error {
			switch {
			case e.Name.Space != nsOffice:
			case e.Name.Local == "font-face-decls", e.Name.Local == "styles", e.Name.Local == "automatic-styles" && content:
				return r.styles.read(r)
			case e.Name.Local == "body" && content:
				return r.children(func(e xml.StartElement) error {
					if e.Name.Local != "spreadsheet" || e.Name.Space != nsOffice {
						return r.d.Skip()
					}
					spreadsheet = true
					return r.spreadsheet()
				})
			}
			return r.d.Skip()
		})
	})
	var refused *Refusal
	switch {
	case errors.As(err, &refused):
		return err
	case err != nil && r.sheet != nil:
		return r.inSheet(err)
	case err != nil:
		return damaged("")
	case content && !spreadsheet:
		return &Refusal{code: "loai-tep-la", message: "đây là tệp OpenDocument khác (như văn bản .odt), không phải bảng tính", hint: "điền số liệu vào mẫu báo cáo .xlsx đã phát rồi gửi lại"}
	}
	return nil
}

// root reads a part, whose one root element read reads to its end. A part that is
// not well-formed, ends early or holds anything else is an error.
func (r *odsReader) root(data []byte, read func() error) error {
	r.d = xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))) // a byte order mark is no text
	for roots := 0; ; {
		tok, err := r.d.Token()
		if errors.Is(err, io.EOF) && roots == 1 {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if roots++; roots > 1 {
				return errors.New("a second root element")
			}
			if err := read(); err != nil {
				return err
			}
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return errors.New("text outside the root element")
			}
		}
	}
}

// children hands each child of the open element to visit, which reads it to its
// end, and reads the end of the element itself.
func (r *odsReader) children(visit func(xml.StartElement) error) error {
	return r.nodes(visit, func([]byte) {})
}

// nodes is children with the text between them.
func (r *odsReader) nodes(visit func(xml.StartElement) error, text func([]byte)) error {
	if r.depth++; r.depth > 100 {
		return errors.New("elements nested too deep")
	}
	defer func() { r.depth-- }()
	for {
		tok, err := r.d.Token()
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := visit(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		case xml.CharData:
			text(t)
		}
	}
}

// odsAttr gives an attribute of a namespace.
func odsAttr(e xml.StartElement, space, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == space {
			return a.Value
		}
	}
	return ""
}

// times reads how often an element counts, once where it does not say.
func times(e xml.StartElement, space, name string) (int, error) {
	s := odsAttr(e, space, name)
	if s == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1<<24 {
		return 0, fmt.Errorf("%s %q", name, s)
	}
	return n, nil
}

func (r *odsReader) spreadsheet() error {
	return r.children(func(e xml.StartElement) error {
		switch {
		case e.Name.Space != nsTable:
		case e.Name.Local == "calculation-settings":
			return r.children(func(e xml.StartElement) error {
				if e.Name.Local == "null-date" {
					r.book.Date1904 = odsAttr(e, nsTable, "date-value") == "1904-01-01"
				}
				return r.d.Skip()
			})
		case e.Name.Local == "table" && odsAttr(e, nsTable, "style-name") != "ta_extref": // that is a copy of another file's sheet
			if err := r.begin(report.CleanText(odsAttr(e, nsTable, "name")), false); err != nil {
				return err
			}
			r.columns, r.row = nil, 0
			if err := r.rows(); err != nil {
				return r.inSheet(err)
			}
			return r.end()
		}
		return r.d.Skip()
	})
}

// rows reads the columns and rows of a table, or of a group of them.
func (r *odsReader) rows() error {
	return r.children(func(e xml.StartElement) error {
		if e.Name.Space != nsTable {
			return r.d.Skip()
		}
		switch e.Name.Local {
		case "table-row-group", "table-header-rows", "table-rows", "table-column-group", "table-header-columns", "table-columns":
			return r.rows()
		case "table-row":
			return r.readRow(e)
		case "table-column":
			n, err := times(e, nsTable, "number-columns-repeated")
			if err != nil {
				return err
			}
			to := n
			if last := len(r.columns) - 1; last >= 0 {
				to = min(r.columns[last].to+n, 1<<24)
			}
			r.columns = append(r.columns, odsColumns{to, odsAttr(e, nsTable, "default-cell-style-name")})
		}
		return r.d.Skip()
	})
}

// odsCell is a cell element that has something in it, or covers others.
type odsCell struct {
	Cell
	hollow     bool
	times      int // in neighbouring columns
	wide, high int // columns and rows that it covers, itself included
}

// readRow reads a row; one that is repeated counts as often as it says, and so do
// its cells. What is empty costs nothing, however often it is repeated.
func (r *odsReader) readRow(e xml.StartElement) error {
	repeated, err := times(e, nsTable, "number-rows-repeated")
	if err != nil {
		return err
	}
	rowStyle := odsAttr(e, nsTable, "default-cell-style-name")
	var cells []odsCell
	col := 0
	err = r.children(func(e xml.StartElement) error {
		if e.Name.Space != nsTable || e.Name.Local != "table-cell" && e.Name.Local != "covered-table-cell" {
			return r.d.Skip()
		}
		n, err := times(e, nsTable, "number-columns-repeated")
		if err != nil {
			return err
		}
		style := odsAttr(e, nsTable, "style-name")
		if style == "" {
			style = rowStyle
		}
		if style == "" {
			style = r.columnStyle(col + 1)
		}
		c, err := r.readCell(e, r.styles.cell(style))
		if err != nil {
			return fmt.Errorf("cell %s: %w", Ref(col+1, r.row+1), err)
		}
		if c.hollow || !c.Empty() || c.wide > 1 || c.high > 1 {
			c.Col, c.times = col+1, n
			cells = append(cells, c)
		}
		col = min(col+n, 1<<24)
		return nil
	})
	if err != nil {
		return err
	}
	from := r.row + 1
	if r.row = r.row + repeated; r.row > 1<<30 {
		return errors.New("too many rows")
	}
	if len(cells) == 0 {
		return nil
	}
	for row := from; row <= r.row; row++ {
		for _, c := range cells {
			if err := r.put(c, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// columnStyle gives the default style of a column's cells.
func (r *odsReader) columnStyle(col int) string {
	for _, c := range r.columns {
		if col <= c.to {
			return c.style
		}
	}
	return ""
}

// put adds a cell to a row as often as it is repeated.
func (r *odsReader) put(c odsCell, row int) error {
	if row > 1<<20 {
		return fmt.Errorf("row %d", row)
	}
	c.Row = row
	for range c.times {
		if c.Col > 1<<14 {
			return tooBig(c.Ref())
		}
		if c.wide > 1 || c.high > 1 {
			if err := r.merge(Area{c.Col, row, c.Col + c.wide - 1, row + c.high - 1}); err != nil {
				return err
			}
		}
		var err error
		switch {
		case c.hollow:
			err = r.hollow(c.Col, row)
		case !c.Empty():
			err = r.add(c.Cell)
		}
		if err != nil {
			return err
		}
		c.Col++
	}
	return nil
}

// readCell reads a cell element to its end.
func (r *odsReader) readCell(e xml.StartElement, style odsCellStyle) (c odsCell, err error) {
	if c.wide, err = times(e, nsTable, "number-columns-spanned"); err != nil {
		return c, err
	}
	if c.high, err = times(e, nsTable, "number-rows-spanned"); err != nil {
		return c, err
	}
	formula := odsAttr(e, nsTable, "formula")
	text := &odsText{font: style.font}
	if err := r.cellText(text); err != nil {
		return c, err
	}
	kind := odsAttr(e, nsOffice, "value-type")
	c.Show = style.show
	value := strings.TrimSpace(odsAttr(e, nsOffice, valueAttribute[kind]))
	runs := text.runs()
	shown := strings.TrimSpace(joined(runs))
	switch {
	case isODSError(e, formula, shown):
		c.Kind, c.Text = ErrorValue, shown
	case formula != "" && kind == "" && !text.any, formula != "" && value == "" && valueAttribute[kind] != "":
		_, after, _ := strings.Cut(formula, "=")
		c.Kind, c.Text = Uncalculated, report.CleanText("="+after)
	case kind == "string" || kind == "":
		if s, ok := stringValue(e); ok && len(runs) < 2 { // else the fonts tell more
			runs = []run{{s, style.font}}
		}
		c.setText(runs...)
	case kind == "float" && formula != "" && (shown == "TRUE" || shown == "FALSE"):
		c.Kind, c.Text, c.Show = Bool, shown, AsBool // LibreOffice makes the formula TRUE() of a truth value
	case valueAttribute[kind] == "":
		return c, fmt.Errorf("value type %q", kind)
	default:
		err = c.setODSValue(kind, value)
	}
	c.hollow = formula != "" && c.Empty()
	return c, err
}

// valueAttribute names where the value of a cell stands, by its type.
var valueAttribute = map[string]string{"float": "value", "percentage": "value", "currency": "value", "date": "date-value", "time": "time-value", "boolean": "boolean-value"}

// stringValue gives the value of a text where it is not what the paragraphs say.
func stringValue(e xml.StartElement) (string, bool) {
	for _, a := range e.Attr {
		if a.Name.Space == nsOffice && a.Name.Local == "string-value" {
			return a.Value, true
		}
	}
	return "", false
}

// odsError is how a formula's error is shown, in the words of the program or of
// its translation.
var odsError = regexp.MustCompile(`^(?:#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|ERROR!)|(?:Err|Lỗi): ?[0-9]{3})$`)

// isODSError tells an error value. LibreOffice says so; the older programs store a
// text or 0 beside what they show.
func isODSError(e xml.StartElement, formula, shown string) bool {
	for _, a := range e.Attr {
		if a.Name.Local == "value-type" && a.Value == "error" {
			return true
		}
	}
	return formula != "" && odsError.MatchString(shown)
}

// setODSValue makes a value of the cell, by its type.
func (c *Cell) setODSValue(kind, value string) error {
	switch kind {
	case "date":
		c.Kind, c.Text = ISODate, strings.TrimSuffix(value, "T00:00:00")
		return nil
	case "boolean":
		c.Kind, c.Text, c.Show = Bool, "FALSE", AsBool
		if value == "true" {
			c.Text = "TRUE"
		}
		return nil
	case "time":
		days, ok := parseDuration(value)
		if !ok {
			return fmt.Errorf("time %q", value)
		}
		c.Kind, c.Text, c.Show = Number, strconv.FormatFloat(days, 'g', 15, 64), AsTime
		return nil
	case "percentage":
		c.Show = AsPercent
	}
	c.Kind, c.Text = Number, value
	if !isStoredNumber(value) {
		return fmt.Errorf("number %q", value)
	}
	return nil
}

var duration = regexp.MustCompile(`^(-?)P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]{1,15})?)S)?)?$`)

// parseDuration reads PT12H30M00S as a part of a day, as number cells hold it.
func parseDuration(s string) (days float64, ok bool) {
	m := duration.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	for i, unit := range []float64{1, 24, 24 * 60, 24 * 60 * 60} {
		if part := strings.Replace(m[i+2], ",", ".", 1); part != "" {
			n, _ := strconv.ParseFloat(part, 64) // the pattern lets nothing else pass
			days += n / unit
		}
	}
	if m[1] != "" {
		days = -days
	}
	return days, true
}
