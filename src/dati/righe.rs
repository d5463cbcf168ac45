//! The table of the indicators: a row for each indicator and year.

use crate::piano::{Indicatore, Missione, Obiettivo, Operatore, Piano, Programma, RisultatoAtteso};

/// A column of the table.
pub struct Colonna {
    /// Its name.
    pub nome: &'static str,
    /// What it holds.
    pub descrizione: &'static str,
    /// Its type, among those of XML Schema.
    pub tipo: &'static str,
    valore: fn(&Riga<'_>) -> String,
}

/// An indicator in a year; without a year when no result is expected of it.
pub struct Riga<'a> {
    piano: &'a Piano,
    missione: &'a Missione,
    programma: &'a Programma,
    obiettivo: &'a Obiettivo,
    indicatore: &'a Indicatore,
    atteso: Option<(String, &'a RisultatoAtteso)>,
}

macro_rules! colonne {
    ($($nome:literal $tipo:literal $descrizione:literal $valore:expr;)*) => {
        /// The columns, in order.
        pub const COLONNE: &[Colonna] = &[$(Colonna {
            nome: $nome,
            descrizione: $descrizione,
            tipo: $tipo,
            valore: $valore,
        },)*];
    };
}

colonne! {
    "ente" "string" "Il nome dell'ente." |r| r.piano.ente.nome.to_string();
    "esercizio" "gYear" "L'anno del bilancio." |r| r.piano.esercizio.to_string();
    "missione_codice" "string" "Il codice della missione." |r| r.missione.codice.to_string();
    "missione" "string" "Il nome della missione." |r| r.missione.nome.to_string();
    "programma_codice" "string" "Il codice del programma di spesa." |r| r.programma.codice.to_string();
    "programma" "string" "Il nome del programma di spesa." |r| r.programma.nome.to_string();
    "obiettivo_codice" "string" "Il codice dell'obiettivo." |r| r.obiettivo.codice.to_string();
    "obiettivo" "string" "Il titolo dell'obiettivo." |r| r.obiettivo.titolo.to_string();
    "indicatore_codice" "string" "Il codice dell'indicatore." |r| r.indicatore.codice.to_string();
    "sigla" "string" "La sigla stampata accanto al nome dell'indicatore." |r| testo(&r.indicatore.sigla);
    "indicatore" "string" "Il nome dell'indicatore." |r| testo(&r.indicatore.nome);
    "tipo" "string" "Il tipo dell'indicatore (DPCM 18/09/2012 art. 3 c. 3 a)." |r| testo(&r.indicatore.tipo);
    "unita_di_misura" "string" "L'unità di misura (art. 3 c. 3 b)." |r| testo(&r.indicatore.unita_di_misura);
    "algoritmo" "string" "Il metodo o l'algoritmo di calcolo (art. 3 c. 3 d)." |r| testo(&r.indicatore.algoritmo);
    "fonte" "string" "La fonte dei dati (art. 3 c. 3 c)." |r| testo(&r.indicatore.fonte);
    "anno" "gYear" "L'anno del risultato atteso; vuoto se l'indicatore non ne ha." |r| r.atteso.as_ref().map_or_else(String::new, |(anno, _)| anno.clone());
    "risultato_atteso" "string" "Il risultato atteso, come è stampato (art. 3 c. 3 e)." |r| r.atteso.as_ref().map_or_else(String::new, |(_, r)| r.testo().to_owned());
    "operatore" "string" "Il confronto che il risultato atteso chiede: =, >, >=, <, <=; vuoto se il testo non è un confronto." |r| lettura(r, |l| operatore(l.operatore).to_owned());
    "valore" "decimal" "Il numero del confronto, con il punto per i decimali." |r| lettura(r, |l| l.numero.normalize().to_string());
    "unita" "string" "Ciò che segue il numero: %, gg." |r| lettura(r, |l| l.unita.clone());
}

impl Riga<'_> {
    /// The values, one for each column.
    pub fn valori(&self) -> impl Iterator<Item = String> {
        COLONNE.iter().map(|colonna| (colonna.valore)(self))
    }
}

fn testo(testo: &Option<crate::piano::Testo>) -> String {
    testo.as_deref().unwrap_or_default().to_owned()
}

fn lettura(riga: &Riga<'_>, valore: fn(&crate::piano::Lettura) -> String) -> String {
    let lettura = riga
        .atteso
        .as_ref()
        .and_then(|(_, atteso)| atteso.lettura());
    lettura.map_or_else(String::new, valore)
}

fn operatore(operatore: Operatore) -> &'static str {
    match operatore {
        Operatore::Uguale => "=",
        Operatore::Maggiore => ">",
        Operatore::MaggioreOUguale => ">=",
        Operatore::Minore => "<",
        Operatore::MinoreOUguale => "<=",
    }
}

/// The rows, in the order of the plan.
pub fn righe(piano: &Piano) -> Vec<Riga<'_>> {
    let mut righe = Vec::new();
    for missione in &piano.missioni {
        for programma in &missione.programmi {
            for obiettivo in &programma.obiettivi {
                for indicatore in &obiettivo.indicatori {
                    let riga = |atteso| Riga {
                        piano,
                        missione,
                        programma,
                        obiettivo,
                        indicatore,
                        atteso,
                    };
                    if indicatore.risultati_attesi.is_empty() {
                        righe.push(riga(None));
                    }
                    let attesi = indicatore.risultati_attesi.iter();
                    righe.extend(attesi.map(|(anno, r)| riga(Some((anno.to_string(), r)))));
                }
            }
        }
    }
    righe
}
