//! The rules that a plan must keep beyond its structure, each a small value.

mod codici;
mod ordine;
mod riferimenti;

use crate::lettura::Letto;
use crate::rilievi::Rapporto;

/// A rule: what it asks, and the function that finds where a plan breaks it.
pub struct Regola {
    /// The rule in words, shown with each finding.
    pub parole: &'static str,
    controlla: fn(&Letto, &'static str) -> Rapporto,
}

/// All the rules.
pub const REGOLE: &[Regola] = &[
    Regola {
        parole: "ogni codice identifica una cosa sola",
        controlla: codici::controlla,
    },
    Regola {
        parole: "ordine_schede nomina ogni missione o programma del piano una volta sola",
        controlla: ordine::controlla,
    },
    Regola {
        parole: "la tabella di raccordo nomina missioni del piano",
        controlla: riferimenti::controlla,
    },
];

/// Checks a plan against every rule.
pub fn verifica(letto: &Letto) -> Rapporto {
    let mut rapporto = Rapporto::default();
    for regola in REGOLE {
        rapporto.unisci((regola.controlla)(letto, regola.parole));
    }
    rapporto.ordinato()
}

/// The known code most like an unknown one, as a remedy.
fn rimedio<'a>(codice: &str, noti: impl Iterator<Item = &'a str>) -> String {
    let noti: Vec<&str> = noti.collect();
    let simile = noti
        .iter()
        .max_by(|a, b| strsim::jaro_winkler(codice, a).total_cmp(&strsim::jaro_winkler(codice, b)));
    match simile {
        Some(simile) => {
            format!(
                "forse si voleva scrivere “{simile}”; i codici del piano sono: {}",
                noti.join(", ")
            )
        }
        None => "il piano non ha missioni".to_owned(),
    }
}
