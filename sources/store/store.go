// Package store keeps plans, submissions, arrivals and built documents in one
// SQLite file of the workspace, through sqlx. All SQL of the project stands
// here, in words that a second engine can run too. It knows no spreadsheets and
// makes no figures: it gives the domain's types back as they went in.
//
//	s, err := store.Open(ctx, "vanthu.db", store.Options{})
//	version, err := s.ImportPlan(ctx, plan, file, now)
//	subs, err := s.Submissions(ctx, 2025)
//	defer s.Close()
//
// On a disk of this machine the store runs in WAL mode; on a network drive, over
// which WAL does not work, with a rollback journal under one lock file that
// names its holder.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"vanthu/pipeline/report"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Errors that a caller tells apart.
var (
	ErrNoPlan = errors.New("no plan for the year")
	ErrLocked = errors.New("store is in use by another computer or program")
)

// Options say how a store is opened.
type Options struct {
	Network bool   // the file lies on a network drive
	Host    string // the name of this computer, for the lock file there
	Create  bool   // make the store where there is none
	// Before, where set, is called before each commit and each sync; tests stop the
	// program there.
	Before  func(step string)
	Relaxed bool // commits need not last over a power cut before Sync; not on a network drive
}

// Store is an open store. It may be used by several goroutines; writes wait for
// each other.
type Store struct {
	db      *sqlx.DB
	unlock  func() error
	relaxed bool
	before  func(step string)
}

// Open opens the store at the path and brings its schema up to date. It fails
// with fs.ErrNotExist where there is no store and Create is not set, and with
// ErrLocked where a network drive's lock file names another holder.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if _, err := os.Stat(path); err != nil && !opt.Create {
		return nil, fmt.Errorf("open store: %w", err)
	}
	unlock := func() error { return nil }
	journal := "WAL"
	if opt.Network {
		journal = "DELETE"
		var err error
		if unlock, err = lock(path+".lock", opt.Host); err != nil {
			return nil, err
		}
	}
	relaxed := opt.Relaxed && !opt.Network
	db := sqlx.NewDb(sql.OpenDB(connector{dsn(path, journal, relaxed), relaxed}), "sqlite3")
	s := &Store{db: db, unlock: unlock, relaxed: relaxed, before: opt.Before}
	if s.before == nil {
		s.before = func(string) {}
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connector opens connections. Where the store is relaxed, Sync copies the log back
// into the file, and no commit does so by itself, which would have each wait for
// the disk every few files.
type connector struct {
	dsn     string
	relaxed bool
}

func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Driver().Open(c.dsn)
	if err != nil || !c.relaxed {
		return conn, err
	}
	if _, err := conn.(driver.ExecerContext).ExecContext(ctx, `PRAGMA wal_autocheckpoint = 0`, nil); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// dsn names the file as a URI, so that ? and # in a folder's name do no harm.
// Transactions begin immediately: a read that turns into a write cannot meet a
// busy store halfway. FULL sync: a commit that was answered survives a power cut;
// NORMAL, where relaxed: it survives the program's end, and whatever comes keeps
// the store whole.
func dsn(path, journal string, relaxed bool) string {
	sync := "FULL"
	if relaxed {
		sync = "NORMAL"
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	u.RawQuery = url.Values{
		"_journal_mode":    {journal},
		"_busy_timeout":    {"10000"},
		"_foreign_keys":    {"on"},
		"_txlock":          {"immediate"},
		"_synchronous":     {sync},
		"_stmt_cache_size": {"64"}, // preparing one takes longer than running it
	}.Encode()
	return u.String()
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("migrate store: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.db.DB, files)
	if err != nil {
		return fmt.Errorf("migrate store: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate store: %w", err)
	}
	return nil
}

// Close closes the store and gives a lock file back.
func (s *Store) Close() error { return errors.Join(s.db.Close(), s.unlock()) }

// How often and after what pause a lock that another holds is tried again: the
// other's command is mostly a short one.
const (
	lockTries = 20
	lockPause = 100 * time.Millisecond
)

// lock makes the lock file; it holds the name of the computer and the number of
// the process. One that this computer left behind when its process was killed is
// taken over; another computer's stands until that one, or a person, removes it.
func lock(path, host string) (unlock func() error, err error) {
	holder := fmt.Sprintf("%s, tiến trình %d", host, os.Getpid())
	for try := 0; ; try++ {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err == nil {
			_, err = f.WriteString(holder)
			if err := errors.Join(err, f.Close()); err != nil {
				return nil, errors.Join(fmt.Errorf("lock store: %w", err), os.Remove(path))
			}
			return func() error { return os.Remove(path) }, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("lock store: %w", err)
		}
		by, _ := os.ReadFile(path)
		if !leftBehind(string(by), host) {
			if try == lockTries {
				return nil, fmt.Errorf("%w: %s (%s)", ErrLocked, by, path)
			}
			time.Sleep(lockPause)
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("take lock over: %w", err)
		}
	}
}

// leftBehind tells whether a lock file names this computer and a process that no
// longer runs.
func leftBehind(holder, host string) bool {
	var pid int
	name, number, ok := strings.Cut(holder, ", tiến trình ")
	if _, err := fmt.Sscan(number, &pid); !ok || err != nil || name != host {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return true // Windows finds only processes that run
	}
	if runtime.GOOS == "windows" {
		return false
	}
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// write runs a transaction: committed where f gives nil, else rolled back.
func (s *Store) write(ctx context.Context, f func(tx *sqlx.Tx) error) error {
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(tx); err != nil {
		if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			return errors.Join(err, rerr)
		}
		return err
	}
	s.before("commit")
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// insert puts rows of one struct type, whose fields are tagged with the columns,
// into a table: in chunks of few sizes, so that their statements are found prepared
// the next time. The largest keeps far below SQLite's limit of 32 766 variables.
func insert[T any](ctx context.Context, tx *sqlx.Tx, table string, rows []T) error {
	t := reflect.TypeFor[T]()
	columns := make([]string, t.NumField())
	for i := range columns {
		columns[i] = t.Field(i).Tag.Get("db")
	}
	into := fmt.Sprintf("INSERT INTO %s (%s) VALUES ", table, strings.Join(columns, ", "))
	row := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	for chunk := 64; len(rows) > 0; {
		if len(rows) < chunk {
			chunk /= 2
			continue
		}
		args := make([]any, 0, chunk*len(columns))
		for i := range rows[:chunk] {
			r := reflect.ValueOf(&rows[i]).Elem()
			for c := range columns {
				args = append(args, r.Field(c).Interface())
			}
		}
		if _, err := tx.ExecContext(ctx, into+row+strings.Repeat(", "+row, chunk-1), args...); err != nil {
			return fmt.Errorf("insert into %s: %w", table, err)
		}
		rows = rows[chunk:]
	}
	return nil
}

// instant is how an instant is kept: RFC 3339 in Vietnam's time.
func instant(t time.Time) string { return t.In(report.Zone).Format(time.RFC3339Nano) }

func parseInstant(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("instant %q: %w", s, err)
	}
	return t.In(report.Zone), nil
}

func parseDate(s string) (report.Date, error) {
	if s == "" {
		return report.Date{}, nil
	}
	return report.ParseDate(s)
}
