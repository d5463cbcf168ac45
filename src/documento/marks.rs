//! The marks in the margin of what amendments changed.

use std::collections::HashMap;

use super::literal;
use crate::piano::{Importo, Obiettivo, Piano};
use crate::variazioni::{Change, Coordinato, Difference, ElementKind};

/// What a mark is on: a kind of thing and its name; none for the plan itself.
type MarkPlace = Option<(ElementKind, String)>;

/// The marks of a document.
#[derive(Debug, Default)]
pub struct MarginMarks {
    marks: HashMap<MarkPlace, Vec<Mark>>,
    suppressed: Vec<Suppressed>,
}

/// A mark.
#[derive(Debug, Clone)]
struct Mark {
    /// The field; empty for the whole thing.
    field: Vec<String>,
    /// What happened; none where the mark of a whole thing is drawn beside its other rows.
    word: Option<String>,
    atti: Vec<usize>,
}

/// What is no more, for the first page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Suppressed {
    /// What it was.
    pub cosa: String,
    /// The acts, counted from 1.
    pub atti: Vec<usize>,
}

impl MarginMarks {
    /// The marks of what amendments changed.
    pub fn of_coordinato(coordinato: &Coordinato) -> Self {
        let mut signs = Self::default();
        for difference in coordinato.differences() {
            let atti = coordinato.reasons(&difference).atti;
            signs.mark_difference(&coordinato.parsed.piano, &difference, &atti);
            signs.mark_totali(coordinato, &difference, &atti);
        }
        signs
    }

    /// Marks the totals that a difference changes.
    fn mark_totali(&mut self, coordinato: &Coordinato, difference: &Difference, atti: &[usize]) {
        let di_risorse = match &difference.change {
            Change::Value { .. } => difference
                .field
                .first()
                .is_some_and(|field| field == "risorse_economiche"),
            _ => true,
        };
        if !di_risorse {
            return;
        }
        let (before, after) = (coordinato.plan_before(), &coordinato.parsed.piano);
        let sign = Mark {
            field: vec!["totale".to_owned()],
            word: Some("modificato".to_owned()),
            atti: atti.to_vec(),
        };
        for (kind, name) in &difference.element {
            let total = |piano: &Piano| risorse_of(piano, *kind, name);
            if total(before) != total(after) {
                self.add(Some((*kind, name.clone())), sign.clone());
            }
        }
        if !difference.element.is_empty() && before.risorse() != after.risorse() {
            self.add(None, sign);
        }
    }

    /// What is no more.
    pub fn suppressed(&self) -> &[Suppressed] {
        &self.suppressed
    }

    fn mark_difference(&mut self, piano: &Piano, difference: &Difference, atti: &[usize]) {
        let sign = |field: &[String], word: Option<&str>| Mark {
            field: field.to_vec(),
            word: word.map(str::to_owned),
            atti: atti.to_vec(),
        };
        let mut sopra = difference.element.iter().rev().skip(1).cloned();
        let qui = difference.element.last().cloned();
        // A field of action and a function have no row of their own: the mark goes on what holds them.
        if let Some((kind @ (ElementKind::Ambito | ElementKind::Funzione), _)) = &qui {
            let field = [kind.list_keys()[0].to_owned()];
            self.add(sopra.next(), sign(&field, Some("modificato")));
            return;
        }
        match &difference.change {
            Change::Value { before, after } => {
                let word = match (before, after) {
                    (None, _) => "aggiunto",
                    (_, None) => "soppresso",
                    _ => "modificato",
                };
                self.add(qui, sign(&difference.field, Some(word)));
            }
            Change::Added { .. } => {
                for within in elements_within(piano, &qui) {
                    self.add(Some(within), sign(&[], None));
                }
                self.add(qui, sign(&[], Some("aggiunto")));
            }
            Change::Moved { .. } => {
                let titolo = ["nome", "titolo", "ruolo"].map(str::to_owned);
                for field in titolo {
                    self.add(qui.clone(), sign(&[field], Some("spostato")));
                }
            }
            Change::Suppressed { .. } => {
                if let Some((kind, name)) = &qui {
                    self.suppressed.push(Suppressed {
                        cosa: format!("{} {name}", kind.noun()),
                        atti: atti.iter().map(|atto| atto + 1).collect(),
                    });
                    let field = [kind.list_keys()[0].to_owned()];
                    // It stands beside the title of what held it: it must say what is no more.
                    let ending = if kind.is_feminine() { "a" } else { "o" };
                    let word = format!("soppress{ending} {} {name}", kind.noun());
                    self.add(sopra.next(), sign(&field, Some(&word)));
                }
            }
        }
    }

    fn add(&mut self, place: MarkPlace, sign: Mark) {
        self.marks.entry(place).or_default().push(sign);
    }

    /// The mark of some fields of some things of a kind, as Typst content: what happened and the
    /// acts; empty where only the bar is drawn. None for what nobody changed. Fields are parted by
    /// spaces; a point enters a field.
    pub fn markup(&self, kind: &str, names: &[String], fields: &str) -> Option<String> {
        let kind = ElementKind::ALL.into_iter().find(|c| c.noun() == kind);
        let elements: Vec<MarkPlace> = match kind {
            Some(kind) => names.iter().map(|n| Some((kind, n.clone()))).collect(),
            None => vec![None],
        };
        let paths: Vec<Vec<&str>> = fields
            .split_whitespace()
            .map(|field| field.split('.').collect())
            .collect();
        let tocca = |sign: &&Mark| {
            let comincia = |path: &Vec<&str>| sign.field.iter().zip(path).all(|(a, b)| a == b);
            paths.iter().any(comincia)
        };
        let prima_riga = paths.iter().any(|path| is_on_first_row(path[0]));
        let signs = elements
            .iter()
            .filter_map(|element| self.marks.get(element));
        let mut lines: Option<Vec<String>> = None;
        for sign in signs.flatten().filter(tocca) {
            let lines = lines.get_or_insert_default();
            let di_tutto = sign.field.is_empty() && !prima_riga;
            if let Some(word) = sign.word.as_ref().filter(|_| !di_tutto) {
                let line = format!("{word} ({})", act_numbers(&sign.atti));
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        lines.map(|lines| literal::markup(&lines.join("\n")))
    }
}

/// The first row of a thing, which says what happened to the whole of it.
fn is_on_first_row(field: &str) -> bool {
    matches!(
        field,
        "titolo" | "titoli" | "nome" | "ruolo" | "voce" | "area"
    )
}

fn act_numbers(atti: &[usize]) -> String {
    let numbers: Vec<String> = atti.iter().map(|atto| (atto + 1).to_string()).collect();
    numbers.join(", ")
}

/// The resources of a mission or of a programme; none for another kind of thing.
fn risorse_of(piano: &Piano, kind: ElementKind, name: &str) -> Option<Importo> {
    let missioni = piano.missioni.iter();
    let programmi = missioni.flat_map(|m| m.programmi.iter().map(move |p| (m, p)));
    let suoi = programmi.filter(|(m, p)| match kind {
        ElementKind::Missione => *m.codice == *name,
        ElementKind::Programma => *p.codice == *name,
        _ => false,
    });
    matches!(kind, ElementKind::Missione | ElementKind::Programma)
        .then(|| Importo::total(suoi.map(|(_, p)| p.risorse(piano.esercizio))))
        .flatten()
}

/// The things with rows of their own within a new one.
fn elements_within(piano: &Piano, element: &MarkPlace) -> Vec<(ElementKind, String)> {
    let Some((kind, name)) = element else {
        return Vec::new();
    };
    let programmi = piano
        .missioni
        .iter()
        .flat_map(|m| m.programmi.iter().map(move |p| (m, p)));
    let within = |obiettivo: &Obiettivo| -> Vec<(ElementKind, String)> {
        let indicatori = obiettivo.indicatori.iter();
        indicatori
            .map(|i| (ElementKind::Indicatore, i.codice.to_string()))
            .collect()
    };
    let mut elements = Vec::new();
    for (missione, programma) in programmi {
        let della_missione = *kind == ElementKind::Missione && *missione.codice == **name;
        let del_programma = *kind == ElementKind::Programma && *programma.codice == **name;
        if della_missione {
            elements.push((ElementKind::Programma, programma.codice.to_string()));
        }
        for obiettivo in &programma.obiettivi {
            let dell_obiettivo = *kind == ElementKind::Obiettivo && *obiettivo.codice == **name;
            if della_missione || del_programma {
                elements.push((ElementKind::Obiettivo, obiettivo.codice.to_string()));
            }
            if della_missione || del_programma || dell_obiettivo {
                elements.extend(within(obiettivo));
            }
        }
    }
    elements
}
