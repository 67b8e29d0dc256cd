use tonghop::domain::reading::FileFacts;
use tonghop::intake::{Context, read_file};
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let facts = FileFacts { path: path.as_str().into(), ..Default::default() };
        let r = read_file(&bytes, facts, &Context::default());
        println!("=== {path} {:?} year={:?} docdate={:?}", r.outcome, r.year, r.document_date.as_ref().map(|d| d.on));
        for t in &r.tables {
            println!(
                "  [{}] {:?} rows {:?} {:?} unknown={} title={:?}",
                t.sheet, t.kind, t.header_rows, t.tally, t.grade_unknown, t.title
            );
            for c in &t.columns {
                println!(
                    "      {} {:?} <- {:?} {:?}",
                    tonghop::domain::place::column_letters(c.column),
                    c.meaning,
                    c.header,
                    c.matched_by
                );
            }
            for c in &t.claims {
                println!("      claim {:?} {:?}", c.source, c.text);
            }
        }
        println!(
            "  members {} coll {} staff {} rewards {} aside {}",
            r.members.len(),
            r.collectives.len(),
            r.staff.len(),
            r.rewards.len(),
            r.set_aside.len()
        );
        for m in r.members.iter().take(3) {
            println!(
                "    {} | {:?} | {:?} {:?}",
                m.name.value.clean,
                m.born.as_ref().map(|d| d.value.to_string()),
                m.grades.branch_grade.as_ref().map(|g| (g.value, g.at.to_string())),
                m.reason.as_ref().map(|g| g.value)
            );
        }
        for s in &r.stated {
            println!("    stated {:?} {} {}", s.counted, s.figure, s.place.at);
        }
        for a in &r.set_aside {
            println!("    ASIDE {:?} {} {:?}", a.why, a.place.at, a.cells);
        }
        for f in &r.faults {
            println!("    fault {:?} {}", f.kind, f.at.map(|a| a.to_string()).unwrap_or_default());
        }
    }
}
