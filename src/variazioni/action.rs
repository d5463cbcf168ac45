//! What a change asks to do: one thing, and only one.

use super::variazione::Modifica;
use crate::piano::ElementKind;
use crate::rilievi::Rilievo;

/// What a change does to what it addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Gives a field, or a paragraph of it, a value.
    Set,
    /// Takes a field, or a paragraph of it, out.
    SuppressField,
    /// Takes the element out.
    Suppress,
    /// Adds an element.
    Add(ElementKind),
    /// Adds a paragraph to a field.
    AddParagraph,
    /// Moves the element.
    Move,
}

const ONE_ACTION: &str = "una modifica fa una cosa sola: “a” (il valore nuovo di un campo), “sopprimi: sì”, una chiave che comincia con “nuovo_” o “nuova_”, oppure “sposta_in”, “dopo” o “prima”";

/// Why a change was refused, and the key that the finding is about; empty for the change itself.
pub(crate) type Refusal = Box<(Rilievo, &'static str)>;

impl Action {
    /// The action of a change.
    ///
    /// # Errors
    /// No action or more than one; keys that do not belong to the action.
    pub(crate) fn of_modifica(modifica: &Modifica) -> Result<Self, Refusal> {
        let mut actions = additions(modifica);
        if modifica.a.is_some() {
            actions.push((Self::Set, "a"));
        }
        if modifica.sopprimi.is_yes() {
            let action = match modifica.campo {
                Some(_) => Self::SuppressField,
                None => Self::Suppress,
            };
            actions.push((action, "sopprimi"));
        }
        let place = position_key(modifica);
        let action = match (actions.as_slice(), place) {
            ([(only, _)], _) => *only,
            ([], Some(_)) => Self::Move,
            ([], None) => {
                let rilievo = Rilievo::error("questa modifica non dice che cosa fare");
                return Err(Box::new((rilievo.with_regola(ONE_ACTION), "")));
            }
            ([_, (_, second), ..], _) => {
                return Err(Box::new((
                    Rilievo::error("questa modifica fa più di una cosa")
                        .with_regola(ONE_ACTION)
                        .with_rimedio("dividerla in più modifiche, ciascuna con il suo trattino"),
                    second,
                )));
            }
        };
        action.check(modifica)?;
        Ok(action)
    }

    fn check(self, modifica: &Modifica) -> Result<(), Refusal> {
        let in_field = matches!(self, Self::Set | Self::SuppressField | Self::AddParagraph);
        let failure = |words: &str, regola: &str, key| {
            Err(Box::new((Rilievo::error(words).with_regola(regola), key)))
        };
        if in_field && modifica.campo.is_none() {
            return failure(
                "la modifica non dice quale campo cambia",
                "il campo è la chiave del piano che cambia: “campo: risorse_economiche”",
                if self == Self::Set {
                    "a"
                } else {
                    "nuovo_capoverso"
                },
            );
        }
        if !in_field && modifica.campo.is_some() {
            return failure(
                "la modifica nomina un campo che non cambia",
                "“campo” va con “a”, con “sopprimi” o con “nuovo_capoverso”",
                "campo",
            );
        }
        if modifica.capoverso.is_some() && !matches!(self, Self::Set | Self::SuppressField) {
            return failure(
                "la modifica nomina un capoverso che non cambia",
                "“capoverso” va con “a” o con “sopprimi”; dove aggiungerne uno lo dicono “dopo” e “prima”",
                "capoverso",
            );
        }
        if modifica.da.is_some() && !matches!(self, Self::Set | Self::SuppressField) {
            return failure(
                "“da” non ha un valore con cui confrontarsi",
                "“da” è il valore che ci si aspetta di trovare in un campo che cambia o si sopprime",
                "da",
            );
        }
        let at_a_place = matches!(self, Self::Add(_) | Self::AddParagraph | Self::Move);
        match position_key(modifica) {
            Some(key) if !at_a_place => failure(
                "qui un posto non serve",
                "“sposta_in”, “dopo” e “prima” valgono per ciò che si aggiunge o si sposta",
                key,
            ),
            Some("sposta_in") if self != Self::Move => failure(
                "“sposta_in” vale per ciò che c'è già",
                "dove si aggiunge lo dicono il codice che la modifica tocca, “dopo” e “prima”",
                "sposta_in",
            ),
            _ if modifica.dopo.is_some() && modifica.prima.is_some() => failure(
                "“dopo” e “prima” insieme sono due posti",
                "il posto si dice in un modo solo",
                "prima",
            ),
            _ => Ok(()),
        }
    }
}

/// The key that adds an element of a kind.
pub(crate) fn addition_key(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Missione => "nuova_missione",
        ElementKind::Programma => "nuovo_programma",
        ElementKind::Obiettivo => "nuovo_obiettivo",
        ElementKind::Indicatore => "nuovo_indicatore",
        ElementKind::Ambito => "nuovo_ambito",
        ElementKind::Funzione => "nuova_funzione",
        ElementKind::Capitolo => "nuovo_capitolo",
        ElementKind::Area => "nuova_area",
        ElementKind::Quadratura => "nuova_quadratura",
        ElementKind::Firma => "nuova_firma",
    }
}

fn additions(modifica: &Modifica) -> Vec<(Action, &'static str)> {
    let new = [
        (ElementKind::Missione, modifica.nuova_missione.is_some()),
        (ElementKind::Programma, modifica.nuovo_programma.is_some()),
        (ElementKind::Obiettivo, modifica.nuovo_obiettivo.is_some()),
        (ElementKind::Indicatore, modifica.nuovo_indicatore.is_some()),
        (ElementKind::Ambito, modifica.nuovo_ambito.is_some()),
        (ElementKind::Funzione, modifica.nuova_funzione.is_some()),
        (ElementKind::Capitolo, modifica.nuovo_capitolo.is_some()),
        (ElementKind::Area, modifica.nuova_area.is_some()),
        (ElementKind::Quadratura, modifica.nuova_quadratura.is_some()),
        (ElementKind::Firma, modifica.nuova_firma.is_some()),
    ];
    let mut actions: Vec<_> = new
        .into_iter()
        .filter(|(_, present)| *present)
        .map(|(kind, _)| (Action::Add(kind), addition_key(kind)))
        .collect();
    if modifica.nuovo_capoverso.is_some() {
        actions.push((Action::AddParagraph, "nuovo_capoverso"));
    }
    actions
}

fn position_key(modifica: &Modifica) -> Option<&'static str> {
    [
        (modifica.sposta_in.is_some(), "sposta_in"),
        (modifica.dopo.is_some(), "dopo"),
        (modifica.prima.is_some(), "prima"),
    ]
    .into_iter()
    .find_map(|(present, key)| present.then_some(key))
}
