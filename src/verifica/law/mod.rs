//! What the law asks of a plan (DPCM 18/09/2012), requirement by requirement.

use super::nodes::{entries_under, indicatori, key_location, obiettivi};
use super::said::{is_kind, is_said, is_unit};
use super::texts::placeholders::is_whole_placeholder;
use super::{Regola, RuleContext};
use crate::lettura::{Node, ParsedPlan};
use crate::piano::{
    Capitolo, Descrizione, ElementKind, Indicatore, Obiettivo, RisorseEconomiche, Tema, Testi,
    Testo,
};
use crate::rilievi::{Location, Report, Rilievo};

/// The rules of the law on the content of the plan.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "senza-missioni",
        words: "il piano è fatto di missioni, programmi e obiettivi",
        source: "art. 19 D.Lgs. 91/2011; DPCM 18/09/2012 art. 2",
        example_of: None,
        wrong: "missioni: []",
        right: r#"missioni: [{ codice: "011", nome: Competitività e sviluppo delle imprese, programmi: [] }]"#,
        check: missioni,
    },
    Regola {
        name: "contenuto-minimo",
        words: MINIMUM_CONTENT,
        source: "DPCM 18/09/2012 artt. 3, 4 e 5",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"fonte: "---""#,
        right: "fonte: Rilevazione interna",
        check,
    },
];

/// How many codes a message names before it counts the rest.
const MAX_CODES: usize = 10;

/// Whose requirement it is, and who satisfies it.
enum Subject {
    Indicatore(fn(&Indicatore) -> bool),
    Obiettivo(fn(&Obiettivo) -> bool),
    Piano(Tema),
}

/// A requirement of the law.
pub struct Requirement {
    /// What the law asks.
    pub words: &'static str,
    /// The article that asks it.
    pub article: &'static str,
    /// The key that answers it.
    pub key: &'static str,
    subject: Subject,
}

/// Who satisfies a requirement and who does not, by their codes.
pub struct Compliance {
    /// The requirement.
    pub requirement: &'static Requirement,
    /// How many satisfy it.
    pub satisfied: usize,
    /// Those that do not: code and node.
    pub(crate) missing: Vec<(String, Node)>,
}

impl Compliance {
    /// The codes of those that do not satisfy it.
    pub fn missing(&self) -> impl ExactSizeIterator<Item = &str> {
        self.missing.iter().map(|(codice, _)| codice.as_str())
    }
}

const MINIMUM_CONTENT: &str = "il contenuto minimo del piano";

const TYPE_BESIDE_FINANCIAL: &str = "un tipo diverso accanto a quello finanziario";

/// The kinds of indicator, as the law calls them.
const KINDS: &str =
    "realizzazione fisica, risultato (output), impatto (outcome), realizzazione finanziaria, altro";

const DPCM: &str = "DPCM 18/09/2012";

const fn indicatore_requirement(
    words: &'static str,
    article: &'static str,
    key: &'static str,
    is_satisfied: fn(&Indicatore) -> bool,
) -> Requirement {
    Requirement {
        words,
        article,
        key,
        subject: Subject::Indicatore(is_satisfied),
    }
}

const fn obiettivo_requirement(
    words: &'static str,
    article: &'static str,
    key: &'static str,
    is_satisfied: fn(&Obiettivo) -> bool,
) -> Requirement {
    Requirement {
        words,
        article,
        key,
        subject: Subject::Obiettivo(is_satisfied),
    }
}

const fn piano_requirement(words: &'static str, tema: Tema) -> Requirement {
    Requirement {
        words,
        article: "art. 5 c. 1 a",
        key: "capitoli",
        subject: Subject::Piano(tema),
    }
}

/// All the requirements, in the order of the articles.
pub(crate) static REQUIREMENTS: &[Requirement] = &[
    obiettivo_requirement("descrizione", "art. 3 c. 2 a", "descrizione", |o| {
        o.descrizione.as_ref().is_some_and(is_described)
    }),
    obiettivo_requirement("arco temporale", "art. 3 c. 2 b", "arco_temporale", |o| {
        is_given(&o.arco_temporale)
    }),
    obiettivo_requirement("almeno un indicatore", "art. 3 c. 2 c", "indicatori", |o| {
        !o.indicatori.is_empty()
    }),
    indicatore_requirement("tipo", "art. 3 c. 3 a", "tipo", |i| {
        i.tipo.as_deref().is_some_and(is_kind)
    }),
    obiettivo_requirement(
        TYPE_BESIDE_FINANCIAL,
        "art. 3 c. 3 a",
        "indicatori",
        |o| !has_only_financial(o),
    ),
    indicatore_requirement("definizione tecnica (nome)", "art. 3 c. 3 b", "nome", |i| {
        is_given(&i.nome)
    }),
    indicatore_requirement(
        "unità di misura",
        "art. 3 c. 3 b",
        "unita_di_misura",
        |i| i.unita_di_misura.as_deref().is_some_and(is_unit),
    ),
    indicatore_requirement("fonte dei dati", "art. 3 c. 3 c", "fonte", |i| {
        is_given(&i.fonte)
    }),
    indicatore_requirement(
        "metodo o algoritmo di calcolo",
        "art. 3 c. 3 d",
        "algoritmo",
        |i| is_given(&i.algoritmo),
    ),
    indicatore_requirement(
        "risultato atteso con il suo anno",
        "art. 3 c. 3 e",
        "risultati_attesi",
        |i| {
            i.risultati_attesi
                .values()
                .any(|result| is_said(result.text()))
        },
    ),
    obiettivo_requirement(
        "portatori di interesse",
        "art. 4",
        "portatori_di_interesse",
        |o| are_given(&o.portatori_di_interesse),
    ),
    obiettivo_requirement(
        "centro di responsabilità",
        "art. 4",
        "centro_di_responsabilita",
        |o| are_given(&o.centro_di_responsabilita),
    ),
    obiettivo_requirement("risorse economiche", "art. 4", "risorse_economiche", |o| {
        let risorse = o.risorse_economiche.as_ref();
        risorse.is_some_and(are_stated)
    }),
    piano_requirement("scenario istituzionale e socio-economico", Tema::Scenario),
    piano_requirement("vincoli finanziari e normativi", Tema::Vincoli),
    piano_requirement("interventi organizzativi", Tema::InterventiOrganizzativi),
];

fn is_given(text: &Option<Testo>) -> bool {
    text.as_deref().is_some_and(is_said)
}

fn are_given(texts: &Option<Testi>) -> bool {
    match texts {
        Some(Testi::Single(text)) => is_said(text),
        Some(Testi::List(texts)) => texts.iter().any(|text| is_said(text)),
        None => false,
    }
}

fn is_described(descrizione: &Descrizione) -> bool {
    match descrizione {
        Descrizione::Prosa(prosa) => is_said(prosa),
        Descrizione::Ambiti(ambiti) => ambiti.iter().any(|ambito| is_said(&ambito.testo)),
    }
}

/// Whether there is an amount, or words that say why there is none.
fn are_stated(risorse: &RisorseEconomiche) -> bool {
    match risorse {
        RisorseEconomiche::Testo(text) => is_said(text),
        _ => risorse.has_amount(),
    }
}

/// Whether every indicator that says its type says a financial one.
fn has_only_financial(obiettivo: &Obiettivo) -> bool {
    let mut kinds = obiettivo
        .indicatori
        .iter()
        .map(|indicatore| indicatore.tipo.as_deref());
    !obiettivo.indicatori.is_empty()
        && kinds.all(|tipo| tipo.is_some_and(|tipo| tipo.to_lowercase().contains("finanziari")))
}

fn deals_with(capitolo: &Capitolo, tema: Tema) -> bool {
    let word = match tema {
        Tema::Scenario => "scenario",
        Tema::Vincoli => "vincol",
        Tema::InterventiOrganizzativi => "organizzativ",
    };
    match capitolo.tema {
        Some(stated) => stated == tema,
        None => capitolo.titolo.to_lowercase().contains(word),
    }
}

/// Who satisfies each requirement.
pub(crate) fn compliance(parsed: &ParsedPlan) -> Vec<Compliance> {
    REQUIREMENTS
        .iter()
        .map(|requirement| compliance_with(parsed, requirement))
        .collect()
}

fn compliance_with(parsed: &ParsedPlan, requirement: &'static Requirement) -> Compliance {
    let outcomes: Vec<(bool, String, Node)> = match &requirement.subject {
        Subject::Indicatore(is_satisfied) => indicatori(parsed)
            .map(|(i, node)| (is_satisfied(i), i.codice.to_string(), node))
            .collect(),
        Subject::Obiettivo(is_satisfied) => obiettivi(parsed)
            .map(|(o, node)| (is_satisfied(o), o.codice.to_string(), node))
            .collect(),
        Subject::Piano(tema) => {
            let is_covered = parsed
                .piano
                .capitoli
                .iter()
                .any(|capitolo| deals_with(capitolo, *tema));
            vec![(is_covered, "piano".to_owned(), parsed.tree.root())]
        }
    };
    let satisfied = outcomes.iter().filter(|(outcome, ..)| *outcome).count();
    let missing = outcomes
        .into_iter()
        .filter(|(outcome, ..)| !outcome)
        .map(|(_, codice, node)| (codice, node))
        .collect();
    Compliance {
        requirement,
        satisfied,
        missing,
    }
}

/// A plan without missions says nothing.
pub(crate) fn missioni(context: &RuleContext<'_>) -> Report {
    if !context.piano.missioni.is_empty() {
        return Report::default();
    }
    Rilievo::error("il piano non ha missioni")
        .at(context.tree.location(context.tree.follow(["missioni"]).0))
        .with_rimedio("pira nuovo scrive un piano con le missioni delle Camere")
        .into()
}

/// One finding for each requirement that somebody does not satisfy.
pub(crate) fn check(context: &RuleContext<'_>) -> Report {
    compliance(context)
        .iter()
        .filter_map(|compliance| rilievo(context, compliance))
        .collect()
}

fn rilievo(parsed: &ParsedPlan, compliance: &Compliance) -> Option<Rilievo> {
    let requirement = compliance.requirement;
    let mut untold = compliance
        .missing
        .iter()
        .filter(|(_, node)| !is_told_as_placeholder(parsed, *node, requirement.key));
    let (_, first) = untold.next()?;
    let message = match requirement.subject {
        Subject::Piano(_) => format!("nel piano manca il capitolo: {}", requirement.words),
        Subject::Indicatore(_) => missing_message(compliance, "indicatore", "indicatori"),
        Subject::Obiettivo(_) => missing_message(compliance, "obiettivo", "obiettivi"),
    };
    let rilievo = Rilievo::warning(message)
        .with_regola(format!("{DPCM} {}; {MINIMUM_CONTENT}", requirement.article))
        .at(place(parsed, *first, requirement));
    Some(match requirement.subject {
        Subject::Piano(_) => rilievo.with_rimedio("aggiungere il capitolo a “capitoli”"),
        _ => rilievo.with_rimedio(remedy(requirement)),
    })
}

/// Whether what stands under a key is told already, as a text that waits to be written.
fn is_told_as_placeholder(parsed: &ParsedPlan, node: Node, key: &str) -> bool {
    let value = parsed.tree.find_key(node, key);
    let text = value.and_then(|(_, value)| parsed.tree.text(value));
    text.is_some_and(is_whole_placeholder)
}

/// What to do for a requirement of objectives or indicators.
fn remedy(requirement: &Requirement) -> String {
    match (requirement.key, requirement.words) {
        ("tipo", _) => format!("scrivere in “tipo” uno di quelli della legge: {KINDS}"),
        ("indicatori", TYPE_BESIDE_FINANCIAL) => {
            "aggiungere all'obiettivo un indicatore di un altro tipo".to_owned()
        }
        (key, _) => format!("completare la chiave “{key}”"),
    }
}

/// Where what a requirement asks is missing.
fn place(parsed: &ParsedPlan, node: Node, requirement: &Requirement) -> Location {
    let tree = &parsed.tree;
    match requirement.subject {
        // A chapter that is not there is missing from the list, whose key says so.
        Subject::Piano(_) => {
            let key = tree.find_key(node, requirement.key).map(|(key, _)| key);
            tree.location(key.unwrap_or(node))
        }
        _ if requirement.words == TYPE_BESIDE_FINANCIAL => {
            let first = entries_under(tree, node, "indicatori").into_iter().next();
            key_location(tree, first.unwrap_or(node), "tipo")
        }
        _ => key_location(tree, node, requirement.key),
    }
}

fn missing_message(compliance: &Compliance, one: &str, several: &str) -> String {
    let count = compliance.missing.len();
    let all = count + compliance.satisfied;
    let noun = if count == 1 { one } else { several };
    let words = compliance.requirement.words;
    format!(
        "{words}: manca a {count} {noun} su {all} ({})",
        code_list(compliance)
    )
}

fn code_list(compliance: &Compliance) -> String {
    let codici: Vec<&str> = compliance
        .missing
        .iter()
        .map(|(codice, _)| codice.as_str())
        .collect();
    match codici.len().checked_sub(MAX_CODES) {
        Some(rest) if rest > 0 => format!("{} e altri {rest}", codici[..MAX_CODES].join(", ")),
        _ => codici.join(", "),
    }
}
