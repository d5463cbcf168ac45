//! The marks in the margin of what amendments changed.

use std::collections::HashMap;

use super::letterale;
use crate::piano::{Importo, Obiettivo, Piano};
use crate::variazioni::{Cambio, Classe, Coordinato, Differenza};

/// What a mark is on: a kind of thing and its name; none for the plan itself.
type Dove = Option<(Classe, String)>;

/// The marks of a document.
#[derive(Debug, Default)]
pub struct Segni {
    segni: HashMap<Dove, Vec<Segno>>,
    soppressi: Vec<Soppresso>,
}

/// A mark.
#[derive(Debug, Clone)]
struct Segno {
    /// The field; empty for the whole thing.
    campo: Vec<String>,
    /// What happened; none where the mark of a whole thing is drawn beside its other rows.
    parola: Option<String>,
    atti: Vec<usize>,
}

/// What is no more, for the first page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Soppresso {
    /// What it was.
    pub cosa: String,
    /// The acts, counted from 1.
    pub atti: Vec<usize>,
}

impl Segni {
    /// The marks of what amendments changed.
    pub fn di(coordinato: &Coordinato) -> Self {
        let mut segni = Self::default();
        for differenza in coordinato.differenze() {
            let atti = coordinato.ragioni(&differenza).atti;
            segni.segna(&coordinato.letto.piano, &differenza, &atti);
            segni.segna_totali(coordinato, &differenza, &atti);
        }
        segni
    }

    /// Marks the totals that a difference changes.
    fn segna_totali(&mut self, coordinato: &Coordinato, differenza: &Differenza, atti: &[usize]) {
        let di_risorse = match &differenza.cambio {
            Cambio::Valore { .. } => differenza
                .campo
                .first()
                .is_some_and(|campo| campo == "risorse_economiche"),
            _ => true,
        };
        if !di_risorse {
            return;
        }
        let (prima, dopo) = (coordinato.prima(), &coordinato.letto.piano);
        let segno = Segno {
            campo: vec!["totale".to_owned()],
            parola: Some("modificato".to_owned()),
            atti: atti.to_vec(),
        };
        for (classe, nome) in &differenza.cosa {
            let totale = |piano: &Piano| totale(piano, *classe, nome);
            if totale(prima) != totale(dopo) {
                self.aggiungi(Some((*classe, nome.clone())), segno.clone());
            }
        }
        if !differenza.cosa.is_empty() && prima.risorse() != dopo.risorse() {
            self.aggiungi(None, segno);
        }
    }

    /// What is no more.
    pub fn soppressi(&self) -> &[Soppresso] {
        &self.soppressi
    }

    fn segna(&mut self, piano: &Piano, differenza: &Differenza, atti: &[usize]) {
        let segno = |campo: &[String], parola: Option<&str>| Segno {
            campo: campo.to_vec(),
            parola: parola.map(str::to_owned),
            atti: atti.to_vec(),
        };
        let mut sopra = differenza.cosa.iter().rev().skip(1).cloned();
        let qui = differenza.cosa.last().cloned();
        // A field of action and a function have no row of their own: the mark goes on what holds them.
        if let Some((classe @ (Classe::Ambito | Classe::Funzione), _)) = &qui {
            let campo = [classe.via()[0].to_owned()];
            self.aggiungi(sopra.next(), segno(&campo, Some("modificato")));
            return;
        }
        match &differenza.cambio {
            Cambio::Valore { prima, dopo } => {
                let parola = match (prima, dopo) {
                    (None, _) => "aggiunto",
                    (_, None) => "soppresso",
                    _ => "modificato",
                };
                self.aggiungi(qui, segno(&differenza.campo, Some(parola)));
            }
            Cambio::Aggiunta { .. } => {
                for dentro in contenuto(piano, &qui) {
                    self.aggiungi(Some(dentro), segno(&[], None));
                }
                self.aggiungi(qui, segno(&[], Some("aggiunto")));
            }
            Cambio::Spostata { .. } => {
                let titolo = ["nome", "titolo", "ruolo"].map(str::to_owned);
                for campo in titolo {
                    self.aggiungi(qui.clone(), segno(&[campo], Some("spostato")));
                }
            }
            Cambio::Soppressa { .. } => {
                if let Some((classe, nome)) = &qui {
                    self.soppressi.push(Soppresso {
                        cosa: format!("{} {nome}", classe.nome()),
                        atti: atti.iter().map(|atto| atto + 1).collect(),
                    });
                    let campo = [classe.via()[0].to_owned()];
                    // It stands beside the title of what held it: it must say what is no more.
                    let genere = if classe.e_femminile() { "a" } else { "o" };
                    let parola = format!("soppress{genere} {} {nome}", classe.nome());
                    self.aggiungi(sopra.next(), segno(&campo, Some(&parola)));
                }
            }
        }
    }

    fn aggiungi(&mut self, dove: Dove, segno: Segno) {
        self.segni.entry(dove).or_default().push(segno);
    }

    /// The mark of some fields of some things of a kind, as Typst content: what happened and the
    /// acts; empty where only the bar is drawn. None for what nobody changed. Fields are parted by
    /// spaces; a point enters a field.
    pub fn segno(&self, classe: &str, nomi: &[String], campi: &str) -> Option<String> {
        let classe = Classe::TUTTE.into_iter().find(|c| c.nome() == classe);
        let cose: Vec<Dove> = match classe {
            Some(classe) => nomi.iter().map(|n| Some((classe, n.clone()))).collect(),
            None => vec![None],
        };
        let vie: Vec<Vec<&str>> = campi
            .split_whitespace()
            .map(|campo| campo.split('.').collect())
            .collect();
        let tocca = |segno: &&Segno| {
            let comincia = |via: &Vec<&str>| segno.campo.iter().zip(via).all(|(a, b)| a == b);
            vie.iter().any(comincia)
        };
        let prima_riga = vie.iter().any(|via| e_il_primo(via[0]));
        let segni = cose.iter().filter_map(|cosa| self.segni.get(cosa));
        let mut righe: Option<Vec<String>> = None;
        for segno in segni.flatten().filter(tocca) {
            let righe = righe.get_or_insert_default();
            let di_tutto = segno.campo.is_empty() && !prima_riga;
            if let Some(parola) = segno.parola.as_ref().filter(|_| !di_tutto) {
                let riga = format!("{parola} ({})", numeri(&segno.atti));
                if !righe.contains(&riga) {
                    righe.push(riga);
                }
            }
        }
        righe.map(|righe| letterale::contenuto(&righe.join("\n")))
    }
}

/// The first row of a thing, which says what happened to the whole of it.
fn e_il_primo(campo: &str) -> bool {
    matches!(
        campo,
        "titolo" | "titoli" | "nome" | "ruolo" | "voce" | "area"
    )
}

fn numeri(atti: &[usize]) -> String {
    let numeri: Vec<String> = atti.iter().map(|atto| (atto + 1).to_string()).collect();
    numeri.join(", ")
}

/// The resources of a mission or of a programme; none for another kind of thing.
fn totale(piano: &Piano, classe: Classe, nome: &str) -> Option<Importo> {
    let missioni = piano.missioni.iter();
    let programmi = missioni.flat_map(|m| m.programmi.iter().map(move |p| (m, p)));
    let suoi = programmi.filter(|(m, p)| match classe {
        Classe::Missione => *m.codice == *nome,
        Classe::Programma => *p.codice == *nome,
        _ => false,
    });
    matches!(classe, Classe::Missione | Classe::Programma)
        .then(|| Importo::total(suoi.map(|(_, p)| p.risorse(piano.esercizio))))
        .flatten()
}

/// The things with rows of their own within a new one.
fn contenuto(piano: &Piano, cosa: &Dove) -> Vec<(Classe, String)> {
    let Some((classe, nome)) = cosa else {
        return Vec::new();
    };
    let programmi = piano
        .missioni
        .iter()
        .flat_map(|m| m.programmi.iter().map(move |p| (m, p)));
    let dentro = |obiettivo: &Obiettivo| -> Vec<(Classe, String)> {
        let indicatori = obiettivo.indicatori.iter();
        indicatori
            .map(|i| (Classe::Indicatore, i.codice.to_string()))
            .collect()
    };
    let mut cose = Vec::new();
    for (missione, programma) in programmi {
        let della_missione = *classe == Classe::Missione && *missione.codice == **nome;
        let del_programma = *classe == Classe::Programma && *programma.codice == **nome;
        if della_missione {
            cose.push((Classe::Programma, programma.codice.to_string()));
        }
        for obiettivo in &programma.obiettivi {
            let dell_obiettivo = *classe == Classe::Obiettivo && *obiettivo.codice == **nome;
            if della_missione || del_programma {
                cose.push((Classe::Obiettivo, obiettivo.codice.to_string()));
            }
            if della_missione || del_programma || dell_obiettivo {
                cose.extend(dentro(obiettivo));
            }
        }
    }
    cose
}
