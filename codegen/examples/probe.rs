fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let t = std::time::Instant::now();
    let folder = bitrix24_codegen::pages::Folder::open(dir.as_ref()).unwrap();
    let t1 = t.elapsed();
    let docs = bitrix24_codegen::import::read(&folder);
    let t2 = t.elapsed();
    let facts = docs.facts();
    eprintln!(
        "read {t1:?} import {:?} facts {:?}",
        t2 - t1,
        t.elapsed() - t2
    );
    if std::env::args().nth(2).as_deref() == Some("--score") {
        use bitrix24_codegen::{diagnostic::Problems, facts, import::score, load, source::Sources};
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let loaded = load::stated("schema".as_ref(), &mut sources, &mut problems);
        let schema = facts::schema::facts(&loaded, &sources);
        let s = score::score(&schema, &facts);
        println!("{}", s.table());
        for d in &s.differences {
            let show = |x: &Option<(String, facts::At)>| {
                x.as_ref().map_or("-".to_owned(), |(t, at)| {
                    format!("{t} [{}:{}]", at.file, at.line)
                })
            };
            println!(
                "{:?} {} {}: {} | {}",
                d.kind,
                d.name,
                d.path,
                show(&d.written),
                show(&d.read)
            );
        }
        return;
    }
    let wanted: Vec<String> = std::env::args().skip(2).collect();
    if wanted.is_empty() {
        use bitrix24_codegen::facts::Kind;
        let m = docs
            .drafts
            .iter()
            .filter(|d| d.kind == Kind::Method)
            .count();
        let n = docs.drafts.iter().filter(|d| !d.notes.is_empty()).count();
        println!(
            "{} drafts, {m} methods, {} others, {} facts, {n} with notes",
            docs.drafts.len(),
            docs.others.len(),
            facts.len()
        );
        for d in &docs.drafts {
            for n in &d.notes {
                println!("NOTE {}:{} {} {}", d.page, n.line, d.name, n.text);
            }
        }
        for o in &docs.others {
            if !o.page.ends_with("/index") {
                println!("OTHER {} {}", o.page, o.reason);
            }
        }
        let mut seen = std::collections::BTreeMap::new();
        for d in &docs.drafts {
            if let Some(p) = seen.insert((d.kind, d.name.clone(), d.version), &d.page) {
                println!("TWICE {} {} {}", d.name, p, d.page);
            }
        }
    }
    for f in facts.iter().filter(|f| wanted.contains(&f.name)) {
        println!(
            "{} v{} {:?} dep={} {:?} scope={:?} access={:?} effect={:?} paging={:?}",
            f.name,
            f.version,
            f.kind,
            f.deprecated,
            f.replacement,
            f.scope,
            f.access,
            f.effect,
            f.paging
        );
        for (w, items) in [("P", &f.params), ("R", &f.result)] {
            for i in items {
                println!(
                    "  {w} {:50} {:25} {:?} {:?} d={:?} v={:?}{}{} L{}",
                    i.path,
                    i.type_,
                    i.wire,
                    i.required,
                    i.default,
                    i.values,
                    if i.nullable { " null" } else { "" },
                    if i.deprecated { " DEP" } else { "" },
                    i.at.line
                );
            }
        }
        for e in &f.errors {
            println!("  E {:30} {:?} {:?}", e.code, e.message, e.status);
        }
    }
}
