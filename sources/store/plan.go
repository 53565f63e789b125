package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"vanthu/pipeline/report"
)

type planRow struct {
	ID         int64  `db:"id"`
	Year       int    `db:"year"`
	Version    int    `db:"version"`
	Effective  string `db:"effective"`
	ImportedAt string `db:"imported_at"`
	FileName   string `db:"file_name"`
	FileSHA256 string `db:"file_sha256"`
}

type infoRow struct {
	Plan  int64  `db:"plan_id"`
	Name  string `db:"name"`
	Value string `db:"value"`
}

type signerRow struct {
	Plan    int64  `db:"plan_id"`
	Seq     int    `db:"seq"`
	DocType string `db:"doc_type"`
	From    string `db:"from_date"`
	To      string `db:"to_date"`
	Lines   string `db:"lines"`
	Name    string `db:"name"`
}

type lineRow struct {
	Plan   int64  `db:"plan_id"`
	List   string `db:"list"`
	Seq    int    `db:"seq"`
	Number string `db:"number"`
	Unit   string `db:"unit"`
	Text   string `db:"text"`
}

type itemRow struct {
	Plan         int64  `db:"plan_id"`
	Seq          int    `db:"seq"`
	Code         string `db:"code"`
	Number       string `db:"number"`
	Text         string `db:"text"`
	Form         string `db:"form"`
	Lead         string `db:"lead"`
	Time         string `db:"time"`
	Outcome      string `db:"outcome"`
	PreviousCode string `db:"previous_code"`
}

type productRow struct {
	Plan        int64  `db:"plan_id"`
	Seq         int    `db:"seq"`
	Code        string `db:"code"`
	Name        string `db:"name"`
	Unit        string `db:"unit"`
	Kind        string `db:"kind"`
	Combine     string `db:"combine"`
	FormGroup   string `db:"form_group"`
	Requires    string `db:"requires"`
	Denominator string `db:"denominator"`
	Evidence    bool   `db:"evidence"`
}

type targetRow struct {
	Plan    int64   `db:"plan_id"`
	Seq     int     `db:"seq"`
	Item    string  `db:"item"`
	Product string  `db:"product"`
	Target  *string `db:"target"`
	Units   string  `db:"units"`
	Shared  bool    `db:"shared"`
	Place   string  `db:"place"`
}

type unitRow struct {
	Plan      int64  `db:"plan_id"`
	Seq       int    `db:"seq"`
	Code      string `db:"code"`
	Name      string `db:"name"`
	Group     string `db:"unit_group"`
	Sort      int    `db:"sort"`
	Email     string `db:"email"`
	From      string `db:"from_date"`
	To        string `db:"to_date"`
	Successor string `db:"successor"`
}

type recipientRow struct {
	Plan    int64  `db:"plan_id"`
	Seq     int    `db:"seq"`
	DocType string `db:"doc_type"`
	Name    string `db:"name"`
	Note    string `db:"note"`
	Role    int    `db:"role"`
}

type periodRow struct {
	Plan   int64  `db:"plan_id"`
	Seq    int    `db:"seq"`
	Period string `db:"period"`
	From   string `db:"from_date"`
	To     string `db:"to_date"`
	Due    string `db:"due_date"`
}

// infoFields names the fields of Info in the store, in the order of the sheet.
func infoFields(i *report.Info) []struct {
	name  string
	value *string
} {
	return []struct {
		name  string
		value *string
	}{
		{"co_quan_chu_quan", &i.Parent}, {"co_quan_ban_hanh", &i.Issuer}, {"ten_day_du", &i.FullName},
		{"ky_hieu", &i.Symbol}, {"dia_danh", &i.Place}, {"trich_yeu", &i.Subject},
		{"dau_moi", &i.Collector}, {"quyen_han", &i.Capacity}, {"chuc_vu_truong", &i.HeadTitle},
		{"chuc_vu_nguoi_ky", &i.SignerTitle}, {"ho_ten", &i.SignerName},
		{"don_vi_soan_thao", &i.Drafting}, {"nguoi_soan_thao", &i.Drafter}, {"so_ngay", &i.Issued},
	}
}

// planLists names the lists of lines in the store.
func planLists(p *report.Plan) []struct {
	name  string
	lines *[]report.Line
} {
	return []struct {
		name  string
		lines *[]report.Line
	}{
		{"can_cu", &p.Bases}, {"noi_dung_tuyen_truyen", &p.Contents}, {"hinh_thuc", &p.Forms}, {"chu_thich", &p.Notes},
	}
}

const dutyList = "to_chuc"

// ImportPlan stores a plan as the next version of its year and gives that
// version. A workbook whose bytes are those of the newest version makes none.
func (s *Store) ImportPlan(ctx context.Context, p *report.Plan, file report.File, at time.Time) (version int, err error) {
	err = s.write(ctx, func(tx *sqlx.Tx) error {
		var last []planRow
		if err := tx.SelectContext(ctx, &last, `SELECT * FROM plan_version WHERE year = ? ORDER BY version DESC LIMIT 1`, p.Year); err != nil {
			return fmt.Errorf("last version: %w", err)
		}
		version = 1
		if len(last) > 0 {
			if last[0].FileSHA256 == file.SHA256 {
				version = last[0].Version
				return nil
			}
			version = last[0].Version + 1
		}
		res, err := tx.ExecContext(ctx, `INSERT INTO plan_version (year, version, effective, imported_at, file_name, file_sha256) VALUES (?, ?, ?, ?, ?, ?)`,
			p.Year, version, p.Effective.String(), instant(at), file.Name, file.SHA256)
		if err != nil {
			return fmt.Errorf("plan version: %w", err)
		}
		id, err := res.LastInsertId()
		if err != nil {
			return fmt.Errorf("plan version: %w", err)
		}
		return insertPlan(ctx, tx, id, p)
	})
	if err != nil {
		return 0, fmt.Errorf("import plan %d: %w", p.Year, err)
	}
	return version, nil
}

func insertPlan(ctx context.Context, tx *sqlx.Tx, id int64, p *report.Plan) error {
	info := p.Info
	var infos []infoRow
	for _, f := range infoFields(&info) {
		infos = append(infos, infoRow{id, f.name, *f.value})
	}
	if err := insert(ctx, tx, "plan_info", infos); err != nil {
		return err
	}
	var signers []signerRow
	for i, r := range p.Signers {
		signers = append(signers, signerRow{id, i, r.DocType, r.From.String(), r.To.String(), strings.Join(r.Lines, "\n"), r.Name})
	}
	if err := insert(ctx, tx, "plan_signer", signers); err != nil {
		return err
	}
	var lines []lineRow
	for _, l := range planLists(p) {
		for i, line := range *l.lines {
			lines = append(lines, lineRow{id, l.name, i, line.Number, "", line.Text})
		}
	}
	for i, d := range p.Duties {
		lines = append(lines, lineRow{id, dutyList, i, d.Number, d.Unit, d.Text})
	}
	if err := insert(ctx, tx, "plan_line", lines); err != nil {
		return err
	}
	var items []itemRow
	for i, x := range p.Items {
		items = append(items, itemRow{id, i, x.Code, x.Number, x.Text, x.Form, x.Lead, x.Time, x.Outcome, x.PreviousCode})
	}
	if err := insert(ctx, tx, "plan_item", items); err != nil {
		return err
	}
	return insertAsked(ctx, tx, id, p)
}

// insertAsked stores products, targets, units, recipients and periods.
func insertAsked(ctx context.Context, tx *sqlx.Tx, id int64, p *report.Plan) error {
	var products []productRow
	for i, x := range p.Products {
		products = append(products, productRow{id, i, x.Code, x.Name, x.Unit, report.NumberWords[x.Kind], report.CombineWords[x.Combine], x.FormGroup, x.Requires, x.Denominator, x.Evidence})
	}
	if err := insert(ctx, tx, "plan_product", products); err != nil {
		return err
	}
	var targets []targetRow
	for i, x := range p.Targets {
		r := targetRow{Plan: id, Seq: i, Item: x.Item, Product: x.Product, Units: strings.Join(x.Units, "\n"), Shared: x.Shared, Place: x.Place}
		if x.Target != nil {
			text := x.Target.String()
			r.Target = &text
		}
		targets = append(targets, r)
	}
	if err := insert(ctx, tx, "plan_target", targets); err != nil {
		return err
	}
	var units []unitRow
	for i, x := range p.Units {
		units = append(units, unitRow{id, i, x.Code, x.Name, x.Group, x.Order, x.Email, x.From.String(), x.To.String(), x.Successor})
	}
	if err := insert(ctx, tx, "plan_unit", units); err != nil {
		return err
	}
	var recipients []recipientRow
	for i, x := range p.Recipients {
		recipients = append(recipients, recipientRow{id, i, x.DocType, x.Name, x.Note, int(x.Role)})
	}
	if err := insert(ctx, tx, "plan_recipient", recipients); err != nil {
		return err
	}
	var periods []periodRow
	for i, x := range p.Periods {
		periods = append(periods, periodRow{id, i, x.Period.String(), x.From.String(), x.To.String(), x.Due.String()})
	}
	return insert(ctx, tx, "plan_period", periods)
}

// Years lists the years that have a plan, the earliest first.
func (s *Store) Years(ctx context.Context) ([]int, error) {
	var years []int
	if err := s.db.SelectContext(ctx, &years, `SELECT DISTINCT year FROM plan_version ORDER BY year`); err != nil {
		return nil, fmt.Errorf("years: %w", err)
	}
	return years, nil
}

// PlanFor gives the plan in force for a period: the newest version of its year
// that is in effect by the last day of the period's data, else the first one.
// It fails with ErrNoPlan.
func (s *Store) PlanFor(ctx context.Context, period report.Period) (*report.Plan, error) {
	var rows []planRow
	if err := s.db.SelectContext(ctx, &rows, `SELECT * FROM plan_version WHERE year = ? ORDER BY version DESC`, period.Year); err != nil {
		return nil, fmt.Errorf("plan %d: %w", period.Year, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("plan %d: %w", period.Year, ErrNoPlan)
	}
	for _, r := range rows {
		p, err := s.loadPlan(ctx, r)
		if err != nil {
			return nil, fmt.Errorf("plan %d: %w", period.Year, err)
		}
		if _, to := p.Window(period); p.Effective.IsZero() || !p.Effective.After(to) || r.Version == 1 {
			return p, nil
		}
	}
	return nil, fmt.Errorf("plan %d: %w", period.Year, ErrNoPlan)
}

// NewestPlan gives the newest version of a year, in force or not yet. It fails
// with ErrNoPlan.
func (s *Store) NewestPlan(ctx context.Context, year int) (*report.Plan, error) {
	var rows []planRow
	if err := s.db.SelectContext(ctx, &rows, `SELECT * FROM plan_version WHERE year = ? ORDER BY version DESC LIMIT 1`, year); err != nil {
		return nil, fmt.Errorf("plan %d: %w", year, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("plan %d: %w", year, ErrNoPlan)
	}
	return s.loadPlan(ctx, rows[0])
}

// planLoader collects errors so that a plan loads in one read.
type planLoader struct {
	ctx context.Context
	db  *sqlx.DB
	id  int64
	err error
}

func rowsOf[T any](l *planLoader, table, order string) []T {
	var rows []T
	if l.err == nil {
		if err := l.db.SelectContext(l.ctx, &rows, `SELECT * FROM `+table+` WHERE plan_id = ? ORDER BY `+order, l.id); err != nil {
			l.err = fmt.Errorf("load %s: %w", table, err)
		}
	}
	return rows
}

func (l *planLoader) date(s string) report.Date {
	d, err := parseDate(s)
	if err != nil && l.err == nil {
		l.err = err
	}
	return d
}

func (l *planLoader) number(s *string) *report.Number {
	if s == nil {
		return nil
	}
	n, err := report.ParseNumber(*s)
	if err != nil && l.err == nil {
		l.err = err
	}
	return &n
}

func (s *Store) loadPlan(ctx context.Context, r planRow) (*report.Plan, error) {
	l := &planLoader{ctx: ctx, db: s.db, id: r.ID}
	p := &report.Plan{Year: r.Year, Version: r.Version, Effective: l.date(r.Effective)}
	infos := rowsOf[infoRow](l, "plan_info", "name")
	for _, f := range infoFields(&p.Info) {
		if i := slices.IndexFunc(infos, func(x infoRow) bool { return x.Name == f.name }); i >= 0 {
			*f.value = infos[i].Value
		}
	}
	for _, x := range rowsOf[signerRow](l, "plan_signer", "seq") {
		p.Signers = append(p.Signers, report.SignerRow{DocType: x.DocType, From: l.date(x.From), To: l.date(x.To), Lines: splitLines(x.Lines), Name: x.Name})
	}
	for _, x := range rowsOf[lineRow](l, "plan_line", "list, seq") {
		if x.List == dutyList {
			p.Duties = append(p.Duties, report.Duty{Number: x.Number, Unit: x.Unit, Text: x.Text})
		}
		for _, list := range planLists(p) {
			if list.name == x.List {
				*list.lines = append(*list.lines, report.Line{Number: x.Number, Text: x.Text})
			}
		}
	}
	for _, x := range rowsOf[itemRow](l, "plan_item", "seq") {
		p.Items = append(p.Items, report.Item{Code: x.Code, Number: x.Number, Text: x.Text, Form: x.Form, Lead: x.Lead, Time: x.Time, Outcome: x.Outcome, PreviousCode: x.PreviousCode})
	}
	for _, x := range rowsOf[productRow](l, "plan_product", "seq") {
		p.Products = append(p.Products, report.Product{
			Code: x.Code, Name: x.Name, Unit: x.Unit, Kind: keyOf(report.NumberWords, x.Kind), Combine: keyOf(report.CombineWords, x.Combine),
			FormGroup: x.FormGroup, Requires: x.Requires, Denominator: x.Denominator, Evidence: x.Evidence,
		})
	}
	for _, x := range rowsOf[targetRow](l, "plan_target", "seq") {
		p.Targets = append(p.Targets, report.TargetRow{Item: x.Item, Product: x.Product, Target: l.number(x.Target), Units: splitLines(x.Units), Shared: x.Shared, Place: x.Place})
	}
	for _, x := range rowsOf[unitRow](l, "plan_unit", "seq") {
		p.Units = append(p.Units, report.Unit{Code: x.Code, Name: x.Name, Group: x.Group, Order: x.Sort, Email: x.Email, From: l.date(x.From), To: l.date(x.To), Successor: x.Successor})
	}
	for _, x := range rowsOf[recipientRow](l, "plan_recipient", "seq") {
		p.Recipients = append(p.Recipients, report.Recipient{DocType: x.DocType, Name: x.Name, Note: x.Note, Role: report.Role(x.Role)})
	}
	for _, x := range rowsOf[periodRow](l, "plan_period", "seq") {
		period, err := report.ParsePeriod(x.Period)
		if err != nil && l.err == nil {
			l.err = err
		}
		p.Periods = append(p.Periods, report.PeriodRule{Period: period, From: l.date(x.From), To: l.date(x.To), Due: l.date(x.Due)})
	}
	return p, l.err
}

func splitLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// keyOf finds the key of a word; words are unique and checked by the schema.
func keyOf[K comparable](words map[K]string, word string) K {
	for k, w := range words {
		if w == word {
			return k
		}
	}
	var none K
	return none
}
