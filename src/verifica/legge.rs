//! What the law asks of a plan (DPCM 18/09/2012), requirement by requirement.

use super::Contesto;
use super::luoghi::{indicatori, luogo, obiettivi};
use crate::lettura::{Letto, Nodo};
use crate::piano::{Capitolo, Indicatore, Obiettivo, RisorseEconomiche, Tema, Testi, Testo};
use crate::rilievi::{Rapporto, Rilievo};

/// How many codes a message names before it counts the rest.
const CODICI: usize = 10;

/// Whose requirement it is, and who satisfies it.
enum Soggetto {
    Indicatore(fn(&Indicatore) -> bool),
    Obiettivo(fn(&Obiettivo) -> bool),
    Piano(Tema),
}

/// A requirement of the law.
pub struct Requisito {
    /// What is asked.
    pub parole: &'static str,
    /// The article that asks it.
    pub articolo: &'static str,
    /// The key that answers it.
    pub chiave: &'static str,
    soggetto: Soggetto,
}

/// Who satisfies a requirement and who does not, by their codes.
pub struct Conformita {
    /// The requirement.
    pub requisito: &'static Requisito,
    /// How many satisfy it.
    pub soddisfatti: usize,
    /// Those that do not: code and node.
    pub(crate) mancanti: Vec<(String, Nodo)>,
}

impl Conformita {
    /// The codes of those that do not satisfy it.
    pub fn missing(&self) -> impl ExactSizeIterator<Item = &str> {
        self.mancanti.iter().map(|(codice, _)| codice.as_str())
    }
}

const DPCM: &str = "DPCM 18/09/2012";

const fn indicatore(
    parole: &'static str,
    articolo: &'static str,
    chiave: &'static str,
    soddisfa: fn(&Indicatore) -> bool,
) -> Requisito {
    Requisito {
        parole,
        articolo,
        chiave,
        soggetto: Soggetto::Indicatore(soddisfa),
    }
}

const fn obiettivo(
    parole: &'static str,
    articolo: &'static str,
    chiave: &'static str,
    soddisfa: fn(&Obiettivo) -> bool,
) -> Requisito {
    Requisito {
        parole,
        articolo,
        chiave,
        soggetto: Soggetto::Obiettivo(soddisfa),
    }
}

const fn piano(parole: &'static str, tema: Tema) -> Requisito {
    Requisito {
        parole,
        articolo: "art. 5 c. 1 a",
        chiave: "capitoli",
        soggetto: Soggetto::Piano(tema),
    }
}

/// All the requirements, in the order of the articles.
pub static REQUISITI: &[Requisito] = &[
    obiettivo("descrizione", "art. 3 c. 2 a", "descrizione", |o| {
        o.descrizione.is_some()
    }),
    obiettivo("arco temporale", "art. 3 c. 2 b", "arco_temporale", |o| {
        detto(&o.arco_temporale)
    }),
    obiettivo("almeno un indicatore", "art. 3 c. 2 c", "indicatori", |o| {
        !o.indicatori.is_empty()
    }),
    indicatore("tipo", "art. 3 c. 3 a", "tipo", |i| detto(&i.tipo)),
    obiettivo(
        "un tipo diverso accanto a quello finanziario",
        "art. 3 c. 3 a",
        "indicatori",
        |o| !solo_finanziari(o),
    ),
    indicatore("definizione tecnica (nome)", "art. 3 c. 3 b", "nome", |i| {
        detto(&i.nome)
    }),
    indicatore(
        "unità di misura",
        "art. 3 c. 3 b",
        "unita_di_misura",
        |i| detto(&i.unita_di_misura),
    ),
    indicatore("fonte dei dati", "art. 3 c. 3 c", "fonte", |i| {
        detto(&i.fonte)
    }),
    indicatore(
        "metodo o algoritmo di calcolo",
        "art. 3 c. 3 d",
        "algoritmo",
        |i| detto(&i.algoritmo),
    ),
    indicatore(
        "risultato atteso con il suo anno",
        "art. 3 c. 3 e",
        "risultati_attesi",
        |i| {
            i.risultati_attesi
                .values()
                .any(|risultato| ha_parole(risultato.testo()))
        },
    ),
    obiettivo(
        "portatori di interesse",
        "art. 4",
        "portatori_di_interesse",
        |o| detti(&o.portatori_di_interesse),
    ),
    obiettivo(
        "centro di responsabilità",
        "art. 4",
        "centro_di_responsabilita",
        |o| detti(&o.centro_di_responsabilita),
    ),
    obiettivo("risorse economiche", "art. 4", "risorse_economiche", |o| {
        let risorse = o.risorse_economiche.as_ref();
        risorse.is_some_and(RisorseEconomiche::has_amount)
    }),
    piano("scenario istituzionale e socio-economico", Tema::Scenario),
    piano("vincoli finanziari e normativi", Tema::Vincoli),
    piano("interventi organizzativi", Tema::InterventiOrganizzativi),
];

fn ha_parole(testo: &str) -> bool {
    testo.chars().any(char::is_alphanumeric)
}

fn detto(testo: &Option<Testo>) -> bool {
    testo.as_deref().is_some_and(ha_parole)
}

fn detti(testi: &Option<Testi>) -> bool {
    match testi {
        Some(Testi::Uno(testo)) => ha_parole(testo),
        Some(Testi::Elenco(testi)) => testi.iter().any(|testo| ha_parole(testo)),
        None => false,
    }
}

/// Whether every indicator that says its type says a financial one.
fn solo_finanziari(obiettivo: &Obiettivo) -> bool {
    let mut tipi = obiettivo
        .indicatori
        .iter()
        .map(|indicatore| indicatore.tipo.as_deref());
    !obiettivo.indicatori.is_empty()
        && tipi.all(|tipo| tipo.is_some_and(|tipo| tipo.to_lowercase().contains("finanziari")))
}

fn tratta(capitolo: &Capitolo, tema: Tema) -> bool {
    let parola = match tema {
        Tema::Scenario => "scenario",
        Tema::Vincoli => "vincol",
        Tema::InterventiOrganizzativi => "organizzativ",
    };
    match capitolo.tema {
        Some(detto) => detto == tema,
        None => capitolo.titolo.to_lowercase().contains(parola),
    }
}

/// Who satisfies each requirement.
pub fn conformita(letto: &Letto) -> Vec<Conformita> {
    REQUISITI
        .iter()
        .map(|requisito| conforme(letto, requisito))
        .collect()
}

fn conforme(letto: &Letto, requisito: &'static Requisito) -> Conformita {
    let esiti: Vec<(bool, String, Nodo)> = match &requisito.soggetto {
        Soggetto::Indicatore(soddisfa) => indicatori(letto)
            .map(|(i, nodo)| (soddisfa(i), i.codice.to_string(), nodo))
            .collect(),
        Soggetto::Obiettivo(soddisfa) => obiettivi(letto)
            .map(|(o, nodo)| (soddisfa(o), o.codice.to_string(), nodo))
            .collect(),
        Soggetto::Piano(tema) => {
            let tratta = letto
                .piano
                .capitoli
                .iter()
                .any(|capitolo| tratta(capitolo, *tema));
            vec![(tratta, "piano".to_owned(), letto.albero.radice())]
        }
    };
    let soddisfatti = esiti.iter().filter(|(esito, ..)| *esito).count();
    let mancanti = esiti
        .into_iter()
        .filter(|(esito, ..)| !esito)
        .map(|(_, codice, nodo)| (codice, nodo))
        .collect();
    Conformita {
        requisito,
        soddisfatti,
        mancanti,
    }
}

/// A plan without missions says nothing.
pub fn missioni(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    if !letto.piano.missioni.is_empty() {
        return Rapporto::default();
    }
    Rilievo::errore("il piano non ha missioni")
        .in_luogo(letto.albero.luogo(letto.albero.segui(["missioni"]).0))
        .regola(regola)
        .rimedio("pira nuovo scrive un piano con le missioni delle Camere")
        .into()
}

/// One finding for each requirement that somebody does not satisfy.
pub fn controlla(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    conformita(letto)
        .iter()
        .filter_map(|conformita| rilievo(letto, conformita, regola))
        .collect()
}

fn rilievo(letto: &Letto, conformita: &Conformita, regola: &str) -> Option<Rilievo> {
    let requisito = conformita.requisito;
    let (_, primo) = conformita.mancanti.first()?;
    let messaggio = match requisito.soggetto {
        Soggetto::Piano(_) => format!("nel piano manca il capitolo: {}", requisito.parole),
        Soggetto::Indicatore(_) => manca(conformita, "indicatore", "indicatori"),
        Soggetto::Obiettivo(_) => manca(conformita, "obiettivo", "obiettivi"),
    };
    let rilievo =
        Rilievo::avviso(messaggio).regola(format!("{DPCM} {}; {regola}", requisito.articolo));
    Some(match requisito.soggetto {
        Soggetto::Piano(_) => rilievo
            .in_luogo(luogo(&letto.albero, *primo, "capitoli"))
            .rimedio("aggiungere il capitolo a “capitoli”"),
        _ => rilievo
            .in_luogo(luogo(&letto.albero, *primo, requisito.chiave))
            .rimedio(format!("completare la chiave “{}”", requisito.chiave)),
    })
}

fn manca(conformita: &Conformita, uno: &str, molti: &str) -> String {
    let quanti = conformita.mancanti.len();
    let tutti = quanti + conformita.soddisfatti;
    let soggetto = if quanti == 1 { uno } else { molti };
    let parole = conformita.requisito.parole;
    format!(
        "{parole}: manca a {quanti} {soggetto} su {tutti} ({})",
        codici(conformita)
    )
}

fn codici(conformita: &Conformita) -> String {
    let codici: Vec<&str> = conformita
        .mancanti
        .iter()
        .map(|(codice, _)| codice.as_str())
        .collect();
    match codici.len().checked_sub(CODICI) {
        Some(resto) if resto > 0 => format!("{} e altri {resto}", codici[..CODICI].join(", ")),
        _ => codici.join(", "),
    }
}
