//! Types of a portal, compiled and used.

use std::fs;
use std::path::Path;

use bitrix24::crm::{EntityType, item};
use bitrix24::values::Enumeration as _;
use bitrix24_portal::Portal;
use serde_json::json;

use crate::run::{B24, call, with_portal};

/// What `b24 types` writes for the portal of [`prepare`]. `UPDATE=1` writes it again.
#[allow(
    dead_code,
    unreachable_pub,
    clippy::pedantic,
    reason = "a program uses some of the types, and the names are those of the portal"
)]
mod portal {
    include!("kept/portal.rs");
}

/// Gives a portal fields in several alphabets.
fn prepare(portal: &Portal) {
    let add = |name: &str, kind: &str, label: &str, more: serde_json::Value| {
        let mut fields = json!({
            "FIELD_NAME": name, "USER_TYPE_ID": kind, "EDIT_FORM_LABEL": {"en": label},
        });
        for (key, value) in more.as_object().expect("an object") {
            fields[key] = value.clone();
        }
        call(portal, "crm.deal.userfield.add", json!({"fields": fields}));
    };
    let sizes = json!({"LIST": [{"VALUE": "Малый"}, {"VALUE": "Большой"}, {"VALUE": "3 га"}]});
    add("PLOT", "enumeration", "Размер участка", sizes);
    add("AREA", "double", "Площадь, м²", json!({}));
    add(
        "VISITS",
        "date",
        "Besuche für Küche",
        json!({"MULTIPLE": "Y"}),
    );
    add("TYPE", "string", "type", json!({}));
    add("SELECT", "boolean", "选择", json!({}));
    add(
        "X1",
        "string",
        "*[quoted] `caption`*\nof two lines",
        json!({}),
    );
}

/// The arguments of most tests.
const TYPES: [&str; 5] = ["types", "--rust", "portal.rs", "--yaml", "portal.yaml"];

#[test]
fn the_types_of_a_portal_are_those_that_are_compiled() {
    with_portal(|portal| {
        prepare(portal);
        let b24 = B24::at(portal);
        b24.run(&TYPES).ok();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/kept");
        for name in ["portal.rs", "portal.yaml"] {
            let written = fs::read_to_string(b24.folder().join(name)).expect("a file");
            let kept = folder.join(name);
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(&folder).expect("a folder");
                fs::write(&kept, &written).expect("written");
            }
            let kept = fs::read_to_string(&kept).unwrap_or_default();
            assert!(
                written == kept,
                "{name} differs; UPDATE=1 writes it:\n{written}"
            );
        }
    });
}

/// The schema's own reader and checks accept it.
#[test]
fn the_yaml_is_a_schema() {
    use bitrix24_codegen::diagnostic::Problems;
    use bitrix24_codegen::source::Sources;
    use bitrix24_codegen::{library, load, render, resolve};

    let text = include_str!("kept/portal.yaml");
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = load::text("portal.yaml", text, &mut sources, &mut problems);
    let file = file.expect("a file of the schema");
    let shipped = library::referred(&file, Path::new(bitrix24_schema::ROOT), &mut sources);
    let loaded = load::Loaded {
        files: vec![file],
        examples: Vec::new(),
    };
    resolve::resolve_alone(&loaded, &shipped, &mut problems);
    let messages = render::texts(&problems, &sources, render::Colour::None);
    assert!(problems.is_empty(), "{}", messages.join("\n"));
}

#[test]
fn rows_are_read_as_these_types() {
    with_portal(|portal| {
        prepare(portal);
        portal.add_owner("D", 7);
        let big = portal::DealRazmerUchastka::Bolshoi;
        let fields = json!({
            "TITLE": "Roof", "STAGE_ID": "PREPARATION", "UF_CRM_PLOT": big.as_wire(),
            "UF_CRM_AREA": "12.5", "UF_CRM_VISITS": ["2025-03-01", "2025-04-01"],
            "UF_CRM_SELECT": "1",
        });
        call(
            portal,
            "crm.deal.update",
            json!({"id": 7, "fields": fields}),
        );
        let client = portal.client().expect("a client");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let kind = EntityType::from(portal::Deal::ENTITY_TYPE_ID);
        let of_big = portal::Deal::RAZMER_UCHASTKA.eq(big.clone());
        let list = item::list(kind)
            .filter(of_big)
            .select(portal::Deal::select());
        let deals = runtime.block_on(client.call(list.typed::<portal::Deal>()));
        let deals = deals.expect("deals");
        assert_eq!(deals.len(), 1);
        let deal = &deals[0];
        assert_eq!(deal.title.as_deref(), Some("Roof"));
        assert_eq!(
            deal.stage_id.as_ref().map(ToString::to_string).as_deref(),
            Some("PREPARATION")
        );
        assert_eq!(deal.razmer_uchastka, Some(big));
        assert_eq!(
            deal.ploshchad_m2.map(|area| area.to_string()).as_deref(),
            Some("12.5")
        );
        assert_eq!(deal.besuche_fur_kuche.as_deref().map(<[_]>::len), Some(2));
        assert_eq!(deal.xuan_ze, Some(true));
    });
}

#[test]
fn a_check_says_what_changed_on_the_portal() {
    with_portal(|portal| {
        prepare(portal);
        let b24 = B24::at(portal);
        b24.run(&["types", "--check"]).failed(2);
        b24.run(&TYPES).ok();
        assert_eq!(b24.run(&["types", "--check"]).ok(), "");

        let field = json!({"fields": {
            "FIELD_NAME": "NEW", "USER_TYPE_ID": "date", "EDIT_FORM_LABEL": {"en": "Новое"},
        }});
        call(portal, "crm.deal.userfield.add", field);
        let fields = call(portal, "crm.deal.userfield.list", json!({}));
        let id = |name: &str| {
            let all = fields.as_list().expect("fields").iter();
            let mut named = all.filter(|field| field["FIELD_NAME"].as_text() == Some(name));
            named.next().expect("a field")["ID"].clone()
        };
        call(
            portal,
            "crm.deal.userfield.delete",
            json!({"id": id("UF_CRM_TYPE")}),
        );
        let label = json!({"id": id("UF_CRM_AREA"), "fields": {"EDIT_FORM_LABEL": {"en": "Area"}}});
        call(portal, "crm.deal.userfield.update", label);
        let stage = json!({"fields": {
            "ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "ROOF", "NAME": "Крыша", "SORT": 15,
        }});
        call(portal, "crm.status.add", stage);

        let run = b24.run(&["types", "--check"]);
        assert_eq!(run.code, 9, "{}", run.stderr);
        for expected in [
            "+ Deal.ufCrmNew: \"Новое\" (date)",
            "- Deal.ufCrmType: \"type\" (text)",
            "~ Deal.ufCrmArea: \"Площадь, м²\" (number) is now \"Area\" (number)",
            "+ DealStage::Krysha: ROOF, Крыша",
        ] {
            assert!(
                run.stdout.lines().any(|line| line == expected),
                "{}",
                run.stdout
            );
        }
        // A name stays when its caption changes.
        b24.run(&TYPES).ok();
        let written = fs::read_to_string(b24.folder().join("portal.rs")).expect("a file");
        assert!(written.contains("pub ploshchad_m2: "), "{written}");
        assert_eq!(b24.run(&["types", "--check"]).ok(), "");
    });
}

#[test]
fn stages_of_another_funnel_have_its_name() {
    with_portal(|portal| {
        let funnel = json!({"entityTypeId": 2, "fields": {"name": "Roofs"}});
        let funnel = call(portal, "crm.category.add", funnel);
        let id = funnel["category"]["id"].as_integer().expect("a funnel");
        let stage = json!({"fields": {
            "ENTITY_ID": format!("DEAL_STAGE_{id}"), "STATUS_ID": "TILES", "NAME": "Tiles",
        }});
        let stage = call(portal, "crm.status.add", stage);
        assert!(stage.as_integer().is_some(), "{stage:?}");
        let b24 = B24::at(portal);
        b24.run(&["types", "deal", "--rust", "portal.rs"]).ok();
        let written = fs::read_to_string(b24.folder().join("portal.rs")).expect("a file");
        assert!(written.contains("/// Roofs: Tiles.\n"), "{written}");
        assert!(written.contains("    RoofsTiles,\n"), "{written}");
    });
}
