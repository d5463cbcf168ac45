//! What a change asks to do: one thing, and only one.

use super::cose::Classe;
use super::variazione::Modifica;
use crate::rilievi::Rilievo;

/// What a change does to what it addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Azione {
    /// Gives a field, or a paragraph of it, a value.
    Imposta,
    /// Takes a field, or a paragraph of it, out.
    SopprimiCampo,
    /// Takes the thing out.
    Sopprimi,
    /// Adds a thing.
    Aggiungi(Classe),
    /// Adds a paragraph to a field.
    AggiungiCapoverso,
    /// Moves the thing.
    Sposta,
}

const AZIONI: &str = "una modifica fa una cosa sola: “a” (il valore nuovo di un campo), “sopprimi: sì”, una chiave che comincia con “nuovo_” o “nuova_”, oppure “sposta_in”, “dopo” o “prima”";

/// Why a change was refused, and the key that the finding is about; empty for the change itself.
pub type Rifiuto = Box<(Rilievo, &'static str)>;

impl Azione {
    /// The action of a change.
    ///
    /// # Errors
    /// None or several; keys that do not go with it.
    pub fn di(modifica: &Modifica) -> Result<Self, Rifiuto> {
        let mut azioni = aggiunte(modifica);
        if modifica.a.is_some() {
            azioni.push((Self::Imposta, "a"));
        }
        if modifica.sopprimi.vale() {
            let azione = match modifica.campo {
                Some(_) => Self::SopprimiCampo,
                None => Self::Sopprimi,
            };
            azioni.push((azione, "sopprimi"));
        }
        let posto = posto(modifica);
        let azione = match (azioni.as_slice(), posto) {
            ([(sola, _)], _) => *sola,
            ([], Some(_)) => Self::Sposta,
            ([], None) => {
                let rilievo = Rilievo::errore("questa modifica non dice che cosa fare");
                return Err(Box::new((rilievo.regola(AZIONI), "")));
            }
            ([_, (_, seconda), ..], _) => {
                return Err(Box::new((
                    Rilievo::errore("questa modifica fa più di una cosa")
                        .regola(AZIONI)
                        .rimedio("dividerla in più modifiche, ciascuna con il suo trattino"),
                    seconda,
                )));
            }
        };
        azione.controlla(modifica)?;
        Ok(azione)
    }

    fn controlla(self, modifica: &Modifica) -> Result<(), Rifiuto> {
        let nel_campo = matches!(
            self,
            Self::Imposta | Self::SopprimiCampo | Self::AggiungiCapoverso
        );
        let errore = |parole: &str, regola: &str, chiave| {
            Err(Box::new((Rilievo::errore(parole).regola(regola), chiave)))
        };
        if nel_campo && modifica.campo.is_none() {
            return errore(
                "la modifica non dice quale campo cambia",
                "il campo è la chiave del piano che cambia: “campo: risorse_economiche”",
                if self == Self::Imposta {
                    "a"
                } else {
                    "nuovo_capoverso"
                },
            );
        }
        if !nel_campo && modifica.campo.is_some() {
            return errore(
                "la modifica nomina un campo che non cambia",
                "“campo” va con “a”, con “sopprimi” o con “nuovo_capoverso”",
                "campo",
            );
        }
        if modifica.capoverso.is_some() && !matches!(self, Self::Imposta | Self::SopprimiCampo) {
            return errore(
                "la modifica nomina un capoverso che non cambia",
                "“capoverso” va con “a” o con “sopprimi”; dove aggiungerne uno lo dicono “dopo” e “prima”",
                "capoverso",
            );
        }
        if modifica.da.is_some() && !matches!(self, Self::Imposta | Self::SopprimiCampo) {
            return errore(
                "“da” non ha un valore con cui confrontarsi",
                "“da” è il valore che ci si aspetta di trovare in un campo che cambia o si sopprime",
                "da",
            );
        }
        let a_un_posto = matches!(
            self,
            Self::Aggiungi(_) | Self::AggiungiCapoverso | Self::Sposta
        );
        match posto(modifica) {
            Some(chiave) if !a_un_posto => errore(
                "qui un posto non serve",
                "“sposta_in”, “dopo” e “prima” valgono per ciò che si aggiunge o si sposta",
                chiave,
            ),
            Some("sposta_in") if self != Self::Sposta => errore(
                "“sposta_in” vale per ciò che c'è già",
                "dove si aggiunge lo dicono il codice che la modifica tocca, “dopo” e “prima”",
                "sposta_in",
            ),
            _ if modifica.dopo.is_some() && modifica.prima.is_some() => errore(
                "“dopo” e “prima” insieme sono due posti",
                "il posto si dice in un modo solo",
                "prima",
            ),
            _ => Ok(()),
        }
    }
}

fn aggiunte(modifica: &Modifica) -> Vec<(Azione, &'static str)> {
    let nuovi = [
        (Classe::Missione, modifica.nuova_missione.is_some()),
        (Classe::Programma, modifica.nuovo_programma.is_some()),
        (Classe::Obiettivo, modifica.nuovo_obiettivo.is_some()),
        (Classe::Indicatore, modifica.nuovo_indicatore.is_some()),
        (Classe::Ambito, modifica.nuovo_ambito.is_some()),
        (Classe::Funzione, modifica.nuova_funzione.is_some()),
        (Classe::Capitolo, modifica.nuovo_capitolo.is_some()),
        (Classe::Area, modifica.nuova_area.is_some()),
        (Classe::Quadratura, modifica.nuova_quadratura.is_some()),
        (Classe::Firma, modifica.nuova_firma.is_some()),
    ];
    let mut azioni: Vec<_> = nuovi
        .into_iter()
        .filter(|(_, presente)| *presente)
        .map(|(classe, _)| (Azione::Aggiungi(classe), classe.nuovo()))
        .collect();
    if modifica.nuovo_capoverso.is_some() {
        azioni.push((Azione::AggiungiCapoverso, "nuovo_capoverso"));
    }
    azioni
}

fn posto(modifica: &Modifica) -> Option<&'static str> {
    [
        (modifica.sposta_in.is_some(), "sposta_in"),
        (modifica.dopo.is_some(), "dopo"),
        (modifica.prima.is_some(), "prima"),
    ]
    .into_iter()
    .find_map(|(presente, chiave)| presente.then_some(chiave))
}
