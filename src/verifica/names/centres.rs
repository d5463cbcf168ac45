//! Centres of responsibility: a code has one name, a name one code.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex_lite::Regex;

use crate::lettura::Node;
use crate::piano::ElementKind;
use crate::rilievi::{Report, Rilievo};
use crate::verifica::likeness::{is_grammatical, plain_words};
use crate::verifica::nodes::{entries_or_text, obiettivi};
use crate::verifica::{Regola, RuleContext, regex};

pub(super) const TWO_NAMES: Regola = Regola {
    name: "centro-con-due-nomi",
    words: "un codice di centro di responsabilità ha un solo nome",
    source: "DPCM 18/09/2012 art. 4: il centro di responsabilità di ciascun obiettivo",
    example_of: Some(ElementKind::Obiettivo),
    wrong: r#"centro_di_responsabilita: ["CDR 9 - Studi", "CDR 9 - Promozione"]"#,
    right: r#"centro_di_responsabilita: ["CDR 8 - Studi", "CDR 9 - Promozione"]"#,
    check: two_names,
};

pub(super) const TWO_CODES: Regola = Regola {
    name: "centro-con-due-codici",
    words: "un centro di responsabilità ha un solo codice",
    source: "DPCM 18/09/2012 art. 4: il centro di responsabilità di ciascun obiettivo",
    example_of: Some(ElementKind::Obiettivo),
    wrong: r#"centro_di_responsabilita: ["CDR 8 - Studi", "CDR 9 - Studi"]"#,
    right: r#"centro_di_responsabilita: ["CDR 8 - Studi", "CDR 9 - Promozione"]"#,
    check: two_codes,
};

/// The code of a centre of responsibility and its name: `CDR 3 - Studi`, `Area II: Promozione`.
static CENTRE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^\s*([A-Za-zÀ-ÿ.]+(?: [a-zà-ÿ]+)*?)\s+(?:[Nn]\. ?|[Nn]° ?)?([A-Z]{1,2}|[IVX]+|[A-Z]?[0-9]+(?:[./][0-9A-Za-z]+)*)\s*[-–—:]\s*(.+?)\s*$",
    )
});

/// The beginnings of the names of parts of a centre: two services of one area are two, and right.
const PARTS: [&str; 13] = [
    "servizio",
    "servizi",
    "ufficio",
    "uffici",
    "settore",
    "sezione",
    "unità",
    "uo",
    "uoc",
    "u",
    "struttura",
    "po",
    "staff",
];

/// A centre as an objective names it.
struct Centre<'a> {
    node: Node,
    /// The code as typed, in capitals: `CDR 3`.
    code: String,
    /// The name as typed.
    name: &'a str,
    /// The words of the name that say something.
    words: Vec<String>,
}

impl Centre<'_> {
    /// What its code is made of: `CDR`, and then `3`.
    fn code_parts(&self) -> (&str, &str) {
        self.code.rsplit_once(' ').unwrap_or((&self.code, ""))
    }

    fn is_part(&self) -> bool {
        let first = self.words.first();
        first.is_some_and(|word| PARTS.contains(&word.as_str()))
    }

    /// Whether another name of the same code names the same centre: the same words, or those of an
    /// office of it, or two offices.
    fn is_called_as(&self, other: &Self) -> bool {
        let (shorter, longer) = if self.words.len() < other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        longer.starts_with(shorter) || self.is_part() && other.is_part()
    }
}

/// The centres with a code and a name, in the order of the plan.
fn centres<'a>(context: &'a RuleContext<'_>) -> Vec<Centre<'a>> {
    let tree = &context.tree;
    let nodes = obiettivi(context)
        .flat_map(|(_, node)| entries_or_text(tree, node, "centro_di_responsabilita"));
    let texts = nodes.filter_map(|node| Some((node, tree.text(node)?)));
    texts
        .flat_map(|(node, text)| text.split([';', '\n']).map(move |part| (node, part)))
        .filter_map(|(node, part)| {
            let found = CENTRE.captures(part)?;
            let kind = found[1].replace('.', "").to_uppercase();
            let name = found.get(3)?.as_str();
            let words = plain_words(name).filter(|word| !is_grammatical(word));
            Some(Centre {
                node,
                code: format!("{kind} {}", found[2].to_uppercase()),
                name: name.trim_end_matches(['.', ' ']),
                words: words.collect(),
            })
        })
        .filter(|centre| !centre.words.is_empty())
        .collect()
}

/// The centres gathered by what they have in common.
fn gathered<'a, 'c, K: Ord>(
    centres: &'c [Centre<'a>],
    key: impl Fn(&'c Centre<'a>) -> K,
) -> BTreeMap<K, Vec<&'c Centre<'a>>> {
    let mut groups: BTreeMap<K, Vec<&Centre<'_>>> = BTreeMap::new();
    for centre in centres {
        groups.entry(key(centre)).or_default().push(centre);
    }
    groups
}

/// The centre among some that most objectives name as it does; the first of several.
fn most_usual<'c, 'a, K: Ord>(
    group: &[&'c Centre<'a>],
    key: impl Fn(&'c Centre<'a>) -> K,
) -> Option<&'c Centre<'a>> {
    let mut uses: BTreeMap<K, usize> = BTreeMap::new();
    for &centre in group {
        *uses.entry(key(centre)).or_default() += 1;
    }
    let most = uses.values().max().copied()?;
    let is_usual = |centre: &&&'c Centre<'a>| uses.get(&key(centre)) == Some(&most);
    group.iter().find(is_usual).copied()
}

/// The same code of a centre with two names.
fn two_names(context: &RuleContext<'_>) -> Report {
    let centres = centres(context);
    let mut report = Report::default();
    for group in gathered(&centres, |centre| centre.code.as_str()).values() {
        let Some(usual) = most_usual(group, |centre| &centre.words) else {
            continue;
        };
        let mut told = BTreeSet::new();
        for centre in group {
            if centre.is_called_as(usual) || !told.insert(&centre.words) {
                continue;
            }
            let Centre { code, name, .. } = centre;
            report.add(
                Rilievo::warning(format!("{code} ha due nomi: “{}” e “{name}”", usual.name))
                    .at(context.tree.location(centre.node))
                    .with_other_location(context.tree.location(usual.node), "qui l'altro nome")
                    .with_rimedio("usare lo stesso nome, o il codice dell'altro centro"),
            );
        }
    }
    report
}

/// The same name of a centre with two codes.
fn two_codes(context: &RuleContext<'_>) -> Report {
    let centres = centres(context);
    let mut report = Report::default();
    for group in gathered(&centres, |centre| &centre.words).values() {
        let Some(usual) = most_usual(group, |centre| &centre.code) else {
            continue;
        };
        let mut told = BTreeSet::new();
        for centre in group {
            if !is_other_code(centre, usual) || !told.insert(&centre.code) {
                continue;
            }
            let Centre { code, name, .. } = centre;
            report.add(
                Rilievo::warning(format!("“{name}” ha due codici: {code} e {}", usual.code))
                    .at(context.tree.location(centre.node))
                    .with_other_location(context.tree.location(usual.node), "qui l'altro codice")
                    .with_rimedio("usare lo stesso codice, o il nome dell'altro centro"),
            );
        }
    }
    report
}

/// Whether two codes are two of one series. An area and a centre may have one name, and a series typed
/// wrong (`CRD 3`) is told as an acronym.
fn is_other_code(centre: &Centre<'_>, usual: &Centre<'_>) -> bool {
    let ((kind, number), (usual_kind, usual_number)) = (centre.code_parts(), usual.code_parts());
    kind == usual_kind && number != usual_number
}
