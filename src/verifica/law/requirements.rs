//! The requirements of the law, in the order of its articles, and who satisfies each.

use crate::piano::{
    Capitolo, Descrizione, Indicatore, Obiettivo, RisorseEconomiche, Tema, Testi, Testo,
};
use crate::verifica::said::{is_kind, is_said, is_unit};

/// Whose requirement it is, and who satisfies it.
pub(super) enum Subject {
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
    pub(super) subject: Subject,
}

pub(super) const TYPE_BESIDE_FINANCIAL: &str = "un tipo diverso accanto a quello finanziario";

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
pub(super) static REQUIREMENTS: &[Requirement] = &[
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
    obiettivo_requirement(TYPE_BESIDE_FINANCIAL, "art. 3 c. 3 a", "indicatori", |o| {
        !has_only_financial(o)
    }),
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

pub(super) fn deals_with(capitolo: &Capitolo, tema: Tema) -> bool {
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
