//! The types describe themselves: what a form, a comparison or a table reads of a field stands once,
//! beside its type.

use std::collections::BTreeMap;

use crate::support::plan_changes::changed;
use crate::support::plan_keys;
use crate::support::random_plans::{Dice, piano};
use crate::support::root;
use pira::piano::{
    Anno, Described, ElementKind, Etichette, Indicatore, Kind, LabelLevel, Obiettivo, Piano, Role,
    Scelta, Valore,
};
use pira::schema::of_piano as schema_del_piano;
use pira::stages::parse_plan;
use serde_json::Value as Json;

/// How many random plans a property is tried on.
const PLANS: u64 = 200;

/// A key of the schema: its title, its description, whether it must be there.
type Key = (String, String, bool);

/// Collects the keys of a schema with their paths: `missioni.programmi.nome`.
fn keys(whole: &Json, part: &Json, path: &str, found: &mut BTreeMap<String, Key>) {
    if let Some(reference) = part["$ref"].as_str() {
        let definition = whole.pointer(reference.trim_start_matches('#')).unwrap();
        keys(whole, definition, path, found);
    }
    if let Some(items) = part.get("items") {
        keys(whole, items, path, found);
    }
    for (name, key) in part["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}").trim_start_matches('.').to_owned();
        let text = |what: &str| {
            let text = key[what].as_str().unwrap_or_default();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let required = part["required"].as_array().into_iter().flatten();
        let required = required.into_iter().any(|one| one == name);
        found.insert(path.clone(), (text("title"), text("description"), required));
        keys(whole, key, &path, found);
    }
}

fn keys_of_the_schema() -> BTreeMap<String, Key> {
    let schema: Json = serde_json::from_str(&schema_del_piano()).expect("the schema is JSON");
    let mut found = BTreeMap::new();
    keys(&schema, &schema, "", &mut found);
    found
}

fn read(plan: &serde_yaml::Value) -> Piano {
    let text = serde_yaml::to_string(plan).unwrap();
    parse_plan("piano.yaml", text.as_bytes()).unwrap().piano
}

fn plan_of_2021() -> Piano {
    let bytes = std::fs::read(root().join("data/frosinone-latina-2021.yaml")).unwrap();
    parse_plan("piano.yaml", &bytes).unwrap().piano
}

/// A form has a label and an explanation for every key, in words and not in the key's own spelling.
#[test]
fn every_key_of_the_schema_has_its_words() {
    let found = keys_of_the_schema();
    assert!(found.len() > 80, "{}", found.len());
    for (path, (title, description, _)) in found {
        assert!(
            !title.is_empty(),
            "{path} has no title: write #[schemars(title = \"…\")] above the field"
        );
        assert!(!title.contains('_'), "{path}: {title}");
        assert!(
            !title.ends_with('.') && title.trim() == title,
            "{path}: {title}"
        );
        assert!(
            description.ends_with(['.', '…']),
            "{path}: “{description}” is no sentence: write it as the documentation of the field"
        );
    }
}

/// The office finds every key of an objective and of an indicator in the plan to fill in and in the
/// README.
#[test]
fn the_plan_to_fill_in_and_the_readme_name_every_key_of_the_sheets() {
    let new_plan = pira::new_plan("Camera di esempio", Anno::parse("2027").unwrap());
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    for field in [Obiettivo::KIND, Indicatore::KIND]
        .into_iter()
        .flat_map(|kind| kind.own_fields())
    {
        let key = field.key;
        assert!(
            key == "etichette"
                || new_plan.contains(&format!(" {key}: "))
                || new_plan.contains(&format!(" {key}:\n")),
            "templates/nuovo.yaml.j2 does not explain {key}: write it there, after “# ” if it is optional"
        );
        assert!(
            readme.contains(&format!("`{key}`")),
            "README.md does not name {key}: add it to the table of “What a plan can say”"
        );
    }
}

/// Each word that a key is chosen among has a label too.
#[test]
fn every_choice_of_the_schema_has_its_words() {
    for (path, field) in Piano::fields() {
        if let Kind::Choice(choices) = field.kind {
            assert!(choices.len() > 1, "{path}");
            for choice in choices {
                assert_eq!(choice.words, choice.key.replace('_', " "), "{path}");
            }
        }
    }
}

/// The description of the types and the schema say the same: the keys, their words, what is required.
#[test]
fn the_description_and_the_schema_have_the_same_keys() {
    let described: BTreeMap<String, Key> = Piano::fields()
        .into_iter()
        .map(|(path, field)| {
            let key = (
                field.words.to_owned(),
                field.description().to_owned(),
                field.required,
            );
            (path, key)
        })
        .collect();
    let mut of_the_schema = keys_of_the_schema();
    for (path, key) in described {
        assert_eq!(of_the_schema.remove(&path), Some(key), "{path}");
    }
    assert_eq!(of_the_schema, BTreeMap::new());
}

/// A path is looked up from the thing that an amendment addresses, through lists, years and periods.
#[test]
fn a_path_leads_to_its_kind_and_its_words() {
    let look = |kind: Kind, path: &str| {
        let found = kind.find(path.split('.'))?;
        Some((found.words.join(", "), found.kind))
    };
    assert_eq!(
        look(Indicatore::KIND, "risultati_attesi.2021"),
        Some(("risultati attesi, 2021".to_owned(), Kind::Target))
    );
    assert_eq!(
        look(Indicatore::KIND, "valori_osservati.1° sem"),
        Some(("valori osservati, 1° sem".to_owned(), Kind::Text))
    );
    assert_eq!(
        look(
            Piano::KIND,
            "missioni.programmi.obiettivi.indicatori.unita_di_misura"
        )
        .map(|(words, kind)| (words.rsplit(", ").next().unwrap().to_owned(), kind)),
        Some(("unità di misura".to_owned(), Kind::Text))
    );
    assert_eq!(
        look(Piano::KIND, "totali.quadratura.importo").unwrap().1,
        Kind::Amount
    );
    assert_eq!(
        look(Piano::KIND, "documento.copertina").unwrap().1,
        Scelta::KIND
    );
    let resources = look(Obiettivo::KIND, "risorse_economiche.2022").unwrap().1;
    assert!(resources.admits(Kind::Amount) && resources.admits(Kind::Text));
    assert!(!resources.admits(Kind::Target));
    for nowhere in ["nessuna", "risultati_attesi.domani", "codice.2021"] {
        assert_eq!(look(Indicatore::KIND, nowhere), None, "{nowhere}");
    }
}

/// What an element goes by is said once: its code, or a title of its own.
#[test]
fn every_element_that_amendments_address_has_one_identity() {
    let lists = [
        ("missioni", "codice"),
        ("missioni.funzioni", "codice"),
        ("missioni.programmi", "codice"),
        ("missioni.programmi.obiettivi", "codice"),
        ("missioni.programmi.obiettivi.indicatori", "codice"),
        ("missioni.programmi.obiettivi.descrizione", "ambito"),
        ("capitoli", "titolo"),
        ("raccordo.righe", "area"),
        ("totali.quadratura", "voce"),
        ("firme", "ruolo"),
    ];
    let mut known = BTreeMap::new();
    for (path, field) in Piano::fields() {
        let fields = field.kind.own_fields().iter();
        let identities = fields.filter(|field| field.role == Some(Role::Identity));
        let identities: Vec<&str> = identities.map(|field| field.key).collect();
        if let [identity] = identities.as_slice() {
            known.insert(path, *identity);
        } else {
            assert_eq!(identities.len(), 0, "{path}");
        }
    }
    let lists = lists.map(|(path, identity)| (path.to_owned(), identity));
    assert_eq!(known, BTreeMap::from(lists));
}

/// Each kind of element stands in a list of its container, made of its own type.
#[test]
fn every_kind_of_element_stands_where_the_description_of_the_plan_says() {
    for kind in ElementKind::ALL {
        let container = kind
            .container()
            .map_or(Piano::KIND, ElementKind::description);
        let list = container.find(kind.list_keys().iter().copied()).unwrap();
        assert_eq!(list.kind.entries(), Some(kind.description()), "{kind:?}");
        assert_eq!(list.kind.own_fields(), kind.description().own_fields());
        assert!(!kind.has_code() || kind.identity_key() == "codice");
        assert!(!kind.has_code() || kind.title_key().is_some());
    }
}

/// What a sheet prints beside a value is the office's to word: whoever adds a field adds its label.
#[test]
fn every_plain_field_of_the_sheets_has_a_label_that_an_office_can_change() {
    // Printed without a word of their own (in a title, in the label of the block, elsewhere), or not at all.
    let unlabelled = ["codice", "nome", "progetti", "titolo_narrativa", "verso"];
    let labels: Vec<&str> = Etichette::KIND.own_fields().iter().map(|f| f.key).collect();
    let fields = [Obiettivo::KIND, Indicatore::KIND];
    for field in fields.iter().flat_map(|kind| kind.own_fields()) {
        let holds_elements = matches!(field.key, "indicatori" | "etichette");
        assert!(
            holds_elements || unlabelled.contains(&field.key) || labels.contains(&field.key),
            "“{0}” has no label: add `{0}` to src/piano/etichette.rs, so that an office can word it",
            field.key
        );
    }
}

/// The labels are printed down to some level; all of them by a mission.
#[test]
fn every_label_says_how_far_down_it_prints() {
    for field in Etichette::KIND.own_fields() {
        assert!(Etichette::down_to(field.key).is_some(), "{}", field.key);
    }
    assert_eq!(Etichette::down_to("missione"), Some(LabelLevel::Missione));
    assert_eq!(Etichette::down_to("fonte"), Some(LabelLevel::Indicatore));
    assert_eq!(Etichette::down_to("nessuna"), None);
}

/// A plan as its types serialise it, without what it leaves out.
fn as_serialised(plan: &Piano) -> serde_yaml::Value {
    without_nulls(serde_yaml::to_value(plan).unwrap())
}

fn without_nulls(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Mapping(group) => {
            let present = group.into_iter().filter(|(_, value)| !value.is_null());
            Value::Mapping(present.map(|(key, v)| (key, without_nulls(v))).collect())
        }
        Value::Sequence(entries) => entries.into_iter().map(without_nulls).collect(),
        scalar => scalar,
    }
}

/// Whether a value is of a kind, with all that it holds.
fn fits(kind: Kind, value: &Valore) -> bool {
    match (kind, value) {
        (Kind::Either(kinds), value) => kinds.iter().any(|kind| fits(*kind, value)),
        (Kind::List(kind), Valore::List(values)) => values.iter().all(|value| fits(*kind, value)),
        (Kind::Choice(choices), Valore::Choice(choice)) => choices.contains(choice),
        (kind @ (Kind::Group(_) | Kind::PerYear(_) | Kind::PerPeriod(_)), Valore::Group(group)) => {
            group.iter().all(|(key, value)| {
                let found = kind.find([key]);
                found.is_some_and(|found| fits(found.kind, value))
            })
        }
        (Kind::Text, Valore::Text(_))
        | (Kind::Prose, Valore::Prose(_))
        | (Kind::Amount, Valore::Amount(_))
        | (Kind::Target, Valore::Target(_))
        | (Kind::Date, Valore::Date(_))
        | (Kind::Year, Valore::Year(_)) => true,
        _ => false,
    }
}

/// Each value is of the kind that its field says, and none became a text on the way.
#[test]
fn the_values_of_a_plan_are_of_the_kinds_of_its_fields() {
    let random = (0..PLANS).map(|seed| read(&piano(&mut Dice::new(seed))));
    for plan in random.chain([plan_of_2021()]) {
        let value = plan.valore().unwrap();
        assert!(fits(Piano::KIND, &value), "{value:?}");
    }
}

/// The random plans, by which the properties are tried, hold every key.
#[test]
fn every_key_of_the_schema_is_drawn_by_the_random_plans() {
    let mut drawn = Default::default();
    for seed in 0..5 * PLANS {
        plan_keys::of_plan(&piano(&mut Dice::new(seed)), "", &mut drawn);
    }
    for (path, _) in Piano::fields() {
        assert!(
            drawn.contains(&path),
            "no random plan holds {path}: draw its kind in tests/suite/support/random_plans.rs"
        );
    }
}

/// The values are written as the plan's file writes them, keys in the same order.
#[test]
fn the_values_of_a_plan_are_written_as_its_file_is() {
    let random = (0..PLANS).map(|seed| read(&piano(&mut Dice::new(seed))));
    for plan in random.chain([plan_of_2021()]) {
        let value = plan.valore().unwrap();
        assert_eq!(
            serde_yaml::to_string(&value).unwrap(),
            serde_yaml::to_string(&as_serialised(&plan)).unwrap()
        );
    }
}

/// Two plans have equal values when they say the same, and only then.
#[test]
fn two_plans_have_equal_values_when_they_say_the_same() {
    let mut different = 0;
    for seed in 0..PLANS {
        let mut dice = Dice::new(seed);
        let before = piano(&mut dice);
        let after = changed(&before, &mut dice);
        let [before, after] = [before, after].map(|plan| read(&plan));
        let [one, other] =
            [&before, &after].map(|plan| serde_yaml::to_string(&as_serialised(plan)).unwrap());
        assert_eq!(
            before.valore() == after.valore(),
            one == other,
            "seed {seed}"
        );
        different += u32::from(one != other);
        assert_eq!(
            before.valore(),
            read(&serde_yaml::from_str(&one).unwrap()).valore()
        );
    }
    assert!(different > 50, "{different}");
}

/// An amount is the same however the office writes it; an order that prints is not.
#[test]
fn values_compare_by_what_they_say() {
    let written = |resources: &str, targets: &str| {
        let text = std::fs::read_to_string(root().join("data/frosinone-latina-2021.yaml")).unwrap();
        let mut plan: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        let objective = &mut plan["missioni"][0]["programmi"][0]["obiettivi"][0];
        objective["risorse_economiche"] = serde_yaml::from_str(resources).unwrap();
        objective["indicatori"][0]["risultati_attesi"] = serde_yaml::from_str(targets).unwrap();
        read(&plan).valore()
    };
    let one = written("'460.000,00'", "{ '2021': '1', '2022': '2' }");
    assert!(one == written("'€ 460000'", "{ '2021': '1', '2022': '2' }"));
    assert!(one != written("'460.000,01'", "{ '2021': '1', '2022': '2' }"));
    assert!(one != written("'460.000,00'", "{ '2022': '2', '2021': '1' }"));
}
