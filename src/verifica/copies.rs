//! Objectives and indicators that were copied and given another code, and nothing else.

use std::collections::BTreeMap;

use super::nodes::{entries_under, key_location, obiettivi};
use super::{Regola, RuleContext};
use crate::lettura::Node;
use crate::piano::{Descrizione, ElementKind, Indicatore, Obiettivo};
use crate::rilievi::{Report, Rilievo};

/// The rule of copies.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: "copia",
    words: "due obiettivi, o due indicatori, dicono cose diverse",
    source: "pratica: si comincia da una copia, e si dimentica di cambiarla",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "indicatori:
  - { codice: A1.1, nome: Imprese assistite, algoritmo: Conteggio delle imprese }
  - { codice: A1.2, nome: Imprese assistite, algoritmo: Conteggio delle imprese }",
    right: "indicatori:
  - { codice: A1.1, nome: Imprese assistite, algoritmo: Conteggio delle imprese }
  - { codice: A1.2, nome: Imprese premiate, algoritmo: Conteggio delle imprese }",
    check,
}];

/// Words by which an indicator measures whatever its objective does: two objectives may both have one.
const GENERIC: &str = "\
    numero grado percentuale livello stato tasso indice quota valore totale media avanzamento \
    realizzazione attuazione completamento conclusione raggiungimento rispetto scostamento \
    attivita attività progetto progetti progettuali progettuale iniziativa iniziative \
    intervento interventi azione azioni evento eventi piano programma programmi fase fasi \
    programmate programmati previste previsti realizzate realizzati svolte svolti attuate \
    attuati concluse conclusi pianificate pianificati obiettivo obiettivi tempi tempistica \
    termini scadenze scadenza cronoprogramma budget risorse spesa utilizzo utenti \
    soddisfazione gradimento customer satisfaction qualita qualità servizio servizi delle \
    degli della dell dello dei del nei nel nell nella con per dal dalla anno medio \
    predisposizione emanazione gestione organizzazione partecipazione adesione bando bandi \
    avvisi contributi voucher imprese aziende partecipanti coinvolte coinvolti assistite \
    beneficiarie beneficiari incontri corsi seminari convegni accordi protocolli intese \
    pratiche report relazioni organizzati organizzate finanziati finanziate pubblicati emanati \
    gestiti evase";

/// The copies among the indicators of one objective and of all, then among the objectives.
fn check(context: &RuleContext<'_>) -> Report {
    let mut report = copied_indicatori(context);
    report.merge(copied_obiettivi(context));
    report
}

/// A text without what does not tell it from a copy: capitals, spaces, the full stop.
fn words(text: &str) -> String {
    let lowercase = text.to_lowercase();
    let words: Vec<&str> = lowercase.split_whitespace().collect();
    words
        .join(" ")
        .trim_end_matches(['.', ';', ',', ' '])
        .to_owned()
}

/// What an indicator measures: its name and how it is computed; `None` for one that lacks either.
fn measured(indicatore: &Indicatore) -> Option<(String, String)> {
    let (name, algorithm) = (
        indicatore.nome.as_deref()?,
        indicatore.algoritmo.as_deref()?,
    );
    let is_given = |text: &str| text.chars().any(char::is_alphabetic);
    (is_given(name) && is_given(algorithm)).then(|| (words(name), words(algorithm)))
}

/// All that an indicator says but its code, its weight and its notes.
type Said = (String, String, String, Vec<(String, String)>);

fn said(indicatore: &Indicatore) -> Option<Said> {
    let (name, algorithm) = measured(indicatore)?;
    let unit = indicatore.unita_di_misura.as_deref().unwrap_or_default();
    let results = indicatore.risultati_attesi.iter();
    let results = results.map(|(anno, result)| (anno.to_string(), words(result.text())));
    (!is_generic(&name)).then(|| (name, algorithm, words(unit), results.collect()))
}

/// Whether a name measures no thing of its own: `grado di realizzazione delle attività previste`.
fn is_generic(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .all(|word| GENERIC.split(' ').any(|generic| generic == word))
}

/// Within one objective, two indicators that measure one thing; across objectives, two that are alike in
/// all: the same measure serves two objectives well, with its own results.
fn copied_indicatori(context: &RuleContext<'_>) -> Report {
    let mut report = Report::default();
    let mut of_plan: BTreeMap<Said, (&Indicatore, Node)> = BTreeMap::new();
    for (obiettivo, node) in obiettivi(context) {
        let mut of_obiettivo: BTreeMap<(String, String), (&Indicatore, Node)> = BTreeMap::new();
        let nodes = entries_under(&context.tree, node, "indicatori");
        for (indicatore, node) in obiettivo.indicatori.iter().zip(nodes) {
            let here = (indicatore, node);
            let nearby = measured(indicatore)
                .and_then(|measured| first_or_insert(&mut of_obiettivo, measured, here));
            let anywhere =
                said(indicatore).and_then(|said| first_or_insert(&mut of_plan, said, here));
            if let Some((other, other_node)) = nearby.or(anywhere) {
                report.add(rilievo(
                    context,
                    ("questo indicatore", &other.codice),
                    (node, other_node, "nome"),
                ));
            }
        }
    }
    report
}

/// The first element of a key, or `None` when this is the first.
fn first_or_insert<K: Ord, T: Copy>(seen: &mut BTreeMap<K, T>, key: K, here: T) -> Option<T> {
    if let Some(first) = seen.get(&key) {
        return Some(*first);
    }
    seen.insert(key, here);
    None
}

/// What an objective says: its title and its description, in one.
fn told(obiettivo: &Obiettivo) -> (String, String) {
    let description = match &obiettivo.descrizione {
        Some(Descrizione::Prosa(prosa)) => words(prosa),
        Some(Descrizione::Ambiti(ambiti)) => {
            let ambiti = ambiti.iter();
            let texts = ambiti.map(|a| format!("{} {}", words(&a.ambito), words(&a.testo)));
            texts.collect::<Vec<_>>().join(" ")
        }
        None => String::new(),
    };
    (words(&obiettivo.titolo), description)
}

/// Objectives with the title and the description of another.
fn copied_obiettivi(context: &RuleContext<'_>) -> Report {
    let mut report = Report::default();
    let mut seen = BTreeMap::new();
    for (obiettivo, node) in obiettivi(context) {
        let told = told(obiettivo);
        if told.0.is_empty() || told.1.is_empty() {
            continue;
        }
        if let Some((other, other_node)) =
            first_or_insert(&mut seen, told, (&*obiettivo.codice, node))
        {
            report.add(rilievo(
                context,
                ("questo obiettivo", other),
                (node, other_node, "titolo"),
            ));
        }
    }
    report
}

fn rilievo(
    context: &RuleContext<'_>,
    (noun, other): (&str, &str),
    (node, other_node, key): (Node, Node, &str),
) -> Rilievo {
    let tree = &context.tree;
    Rilievo::warning(format!("{noun} dice ciò che dice “{other}”"))
        .at(key_location(tree, node, key))
        .with_other_location(key_location(tree, other_node, key), "qui l'altro")
        .with_rimedio("correggere i testi rimasti dalla copia, o togliere uno dei due")
}
