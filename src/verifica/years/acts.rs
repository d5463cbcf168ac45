//! `atto-doppio`: an act has a number among those of its organ and day.

use crate::lettura::Node;
use crate::piano::{ActNumber, Atto, act_kind};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::nodes::key_location;
use crate::verifica::{Regola, RuleContext};

pub(super) const REGOLA: Regola = Regola {
    name: "atto-doppio",
    words: "due documenti diversi non hanno un atto solo",
    source: "pratica: il numero distingue gli atti di un organo; due uguali sono spesso una riga copiata",
    example_of: None,
    wrong: "atti:
  programma_pluriennale: { periodo: 2021-2025, atto: { tipo: delibera, organo: Consiglio, numero: 9, data: 2020-12-03 } }
  relazione_previsionale: { atto: { tipo: delibera, organo: Consiglio, numero: 9, data: 2020-12-03 } }",
    right: "atti:
  programma_pluriennale: { periodo: 2021-2025, atto: { tipo: delibera, organo: Consiglio, numero: 9, data: 2020-12-03 } }
  relazione_previsionale: { atto: { tipo: delibera, organo: Consiglio, numero: 10, data: 2020-12-03 } }",
    check,
};

/// An act that the plan names: what it approves, its place, whether it approves the preventivo.
pub(super) struct CitedAct<'a> {
    pub(super) name: &'static str,
    pub(super) atto: &'a Atto,
    pub(super) node: Node,
    pub(super) key: &'static str,
}

/// The acts that a plan names, in the order of the budget's year: programme, Relazione, preventivo, and
/// the act that the document is annexed to.
pub(super) fn cited_acts<'a>(context: &'a RuleContext<'_>) -> Vec<CitedAct<'a>> {
    let piano = &context.piano;
    let of_document = |key: &'static str| {
        let document = match key {
            "programma_pluriennale" => piano.atti.programma_pluriennale.as_ref(),
            "relazione_previsionale" => piano.atti.relazione_previsionale.as_ref(),
            _ => piano.atti.preventivo_economico.as_ref(),
        };
        document?.atto.as_ref()
    };
    let documents = [
        ("programma_pluriennale", "il programma pluriennale"),
        ("relazione_previsionale", "la relazione previsionale"),
        ("preventivo_economico", "il preventivo economico"),
    ];
    let mut acts: Vec<CitedAct<'_>> = documents
        .into_iter()
        .filter_map(|(key, name)| {
            let (node, _) = context.tree.follow(["atti", key, "atto"]);
            Some(CitedAct {
                name,
                atto: of_document(key)?,
                node,
                key,
            })
        })
        .collect();
    if let Some(atto) = piano
        .allegato
        .as_ref()
        .and_then(|allegato| allegato.atto.as_ref())
    {
        let (node, _) = context.tree.follow(["allegato", "atto"]);
        acts.push(CitedAct {
            name: "l'atto di cui il documento è allegato",
            atto,
            node,
            key: "allegato",
        });
    }
    acts
}

fn check(context: &RuleContext<'_>) -> Report {
    let acts = cited_acts(context);
    let mut report = Report::default();
    for (place, after) in acts.iter().enumerate() {
        let is_same = |before: &&CitedAct<'_>| {
            is_one_act(before.atto, after.atto) && !is_approval(before, after)
        };
        let Some(before) = acts[..place].iter().find(is_same) else {
            continue;
        };
        let number = |act: &CitedAct<'_>| key_location(&context.tree, act.node, "numero");
        report.add(
            Rilievo::warning(format!(
                "{} e {} hanno lo stesso atto, il “{}”",
                before.name,
                after.name,
                after.atto.numero.as_deref().unwrap_or_default()
            ))
            .at(number(after))
            .with_other_location(number(before), "qui l'altro")
            .with_rimedio("correggere il numero o la data di uno dei due atti"),
        );
    }
    report
}

/// The act that approves the preventivo is that which the document is annexed to.
fn is_approval(before: &CitedAct<'_>, after: &CitedAct<'_>) -> bool {
    before.key == "preventivo_economico" && after.key == "allegato"
}

fn is_one_act(one: &Atto, other: &Atto) -> bool {
    let number = |atto: &Atto| ActNumber::of_written(atto.numero.as_deref());
    !number(one).is_empty()
        && number(one).is_same_as(&number(other))
        && one.data.is_some()
        && one.data == other.data
        && act_kind(&one.tipo) == act_kind(&other.tipo)
        && organ(&one.organo) == organ(&other.organo)
}

/// An organ by its first word: `Consiglio` is `Consiglio camerale`.
fn organ(organo: &str) -> String {
    organo
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase()
}
